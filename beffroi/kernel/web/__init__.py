"""The edge: who asks, from which page, how much and how often; and how a refusal is told."""
