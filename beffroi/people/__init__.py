"""Who is inside: users, teams, partners, skills, roles, and the way they sign in."""
