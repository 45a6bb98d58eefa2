"""What is said in the pictures of docs/images, in both languages."""

from typing import Final, NamedTuple


class Scene(NamedTuple):
    """An agent and three customers."""

    language: str
    agent: str
    first_name: str
    customers: tuple[str, str, str]
    talk: tuple[str, ...]  # customer, agent, customer, agent, customer, agent
    second: tuple[str, str, str]  # customer, agent, customer
    third: str
    outcome: str


FRENCH: Final = Scene(
    "fr",
    "ines",
    "Inès",
    ("Marie Dubois", "Paul Lambert", "Léna Morel"),
    (
        "Bonjour, j’ai commandé une lampe Héron mardi dernier et je n’ai toujours rien reçu.",
        "Bonjour Marie, je regarde tout de suite. Votre numéro de commande ?",
        "C’est le 48 112.",
        "Merci. Le colis est arrivé ce matin au relais de la rue Nationale, à Lille.",
        "Parfait ! Et si elle ne va pas dans mon salon, je peux la rendre ?",
        "Bien sûr : vous avez 30 jours, et le retour est gratuit au relais.",
    ),
    (
        "Bonsoir, mon code promo ne passe pas au moment de payer.",
        "Bonsoir Paul, je vérifie.",
        "Merci ! C’est COLVERT10.",
    ),
    "Le vase que j’ai reçu est ébréché, que faire ?",
    "Résolu",
)

ENGLISH: Final = Scene(
    "en",
    "sofia",
    "Sofia",
    ("Emma Stone", "Oliver Hughes", "Grace Walker"),
    (
        "Hello, I ordered a Héron lamp last Tuesday and nothing has come yet.",
        "Hello Emma, let me look. What is your order number?",
        "It is 48 112.",
        "Thank you. Your parcel reached the pick-up point on Nationale Street this morning.",
        "Perfect! And if it does not suit my living room, may I return it?",
        "Of course: you have 30 days, and returning it to the pick-up point is free.",
    ),
    ("Hi, my voucher is refused at the till.", "Hi Oliver, I am checking it.", "Thanks! It is COLVERT10."),
    "The vase I received is chipped. What should I do?",
    "Solved",
)
