"""The words of the demo's shop page."""

from typing import Final

WORDS: Final = {
    "fr": {
        "title": "Maison Colvert — Soyez le client",
        "tagline": "Objets de maison, dessinés pour durer",
        "other_language": "English",
        "nav_new": "Nouveautés",
        "nav_light": "Luminaires",
        "nav_table": "Arts de la table",
        "nav_help": "Aide",
        "hero": "La lumière d’une fin d’été",
        "hero_text": "Laiton brossé, lin lavé, terre cuite : la collection Étang est arrivée.",
        "hero_help": "Une question ? Écrivez-nous : la cloche, en bas à droite.",
        "lamp": "Lampe Héron",
        "lamp_price": "129 €",
        "vase": "Vase Roseau",
        "vase_price": "48 €",
        "cushion": "Coussin Nénuphar",
        "cushion_price": "35 €",
        "order": "Votre commande n° 48 112",
        "order_text": "Partie de notre entrepôt de Lille, livraison prévue demain.",
        "return": "Retours sous 30 jours",
        "return_text": "Gratuits, étiquette en ligne. Nous répondons en français et en anglais.",
        "behind": "Coulisses de la démonstration",
        "behind_text": (
            "Ici, vous êtes le client. Ouvrez le poste du conseiller dans un autre onglet, connectez-vous (par exemple "
            "en tant qu’Inès), et répondez-vous."
        ),
        "desk": "Ouvrir le poste du conseiller",
        "load": "Visiteurs simulés",
        "load_text": (
            "Fait venir des visiteurs simulés par la vraie discussion publique, et des conseillers simulés par le vrai "
            "poste, pour que le plateau vive. À 0, chacun finit et s’en va. Ceux dont une personne tient le poste "
            "sont laissés tranquilles."
        ),
        "there": "Visiteurs simulés présents : {visitors} · conseillers simulés : {agents}",
        "failed": "Le serveur ne répond pas ; nouvel essai dans un instant.",
        "invented": "Maison Colvert n’existe pas : cette boutique est inventée pour la démonstration de Beffroi.",
    },
    "en": {
        "title": "Maison Colvert — Be the customer",
        "tagline": "Things for the home, made to last",
        "other_language": "Français",
        "nav_new": "New",
        "nav_light": "Lighting",
        "nav_table": "Tableware",
        "nav_help": "Help",
        "hero": "The light of a late summer",
        "hero_text": "Brushed brass, washed linen, terracotta: the Étang collection is here.",
        "hero_help": "A question? Write to us: the bell, bottom right.",
        "lamp": "Heron lamp",
        "lamp_price": "€129",
        "vase": "Reed vase",
        "vase_price": "€48",
        "cushion": "Water-lily cushion",
        "cushion_price": "€35",
        "order": "Your order no. 48 112",
        "order_text": "Left our warehouse in Lille, expected tomorrow.",
        "return": "30 days to return",
        "return_text": "Free, with an online label. We answer in French and in English.",
        "behind": "Behind the scenes",
        "behind_text": (
            "Here you are the customer. Open the agent’s desk in another tab, sign in (as Inès, say), and answer "
            "yourself."
        ),
        "desk": "Open the agent’s desk",
        "load": "Simulated visitors",
        "load_text": (
            "Lets simulated visitors come through the real public chat, and simulated agents work at the real desk, so "
            "that the floor lives. At 0 everybody finishes and leaves. Agents whose desk a person has taken are left "
            "alone."
        ),
        "there": "Simulated visitors here: {visitors} · simulated agents: {agents}",
        "failed": "The server is not answering; trying again in a moment.",
        "invented": "Maison Colvert does not exist: this shop is invented for the demonstration of Beffroi.",
    },
}
