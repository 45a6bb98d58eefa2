"""What simulated people say. Short, varied, and about nobody real."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Story:
    """What a visitor comes for: by which widget, in which language, and what they say one after the other."""

    widget: str
    language: str
    lines: tuple[str, ...]


STORIES: Final = (
    Story(
        "colvert",
        "fr",
        (
            "Bonjour, ma commande devait arriver hier et je n’ai rien reçu.",
            "C’est la commande du 12, deux coussins et une lampe.",
            "Très bien, merci de votre aide !",
        ),
    ),
    Story(
        "colvert",
        "fr",
        (
            "Bonjour, le lien de suivi de mon colis ne fonctionne pas.",
            "Il affiche « numéro inconnu ».",
            "Ah oui, maintenant cela marche. Merci !",
        ),
    ),
    Story(
        "colvert",
        "fr",
        ("Bonsoir, je n’arrive pas à me connecter à mon compte.", "J’ai essayé deux navigateurs.", "C’est bon, merci."),
    ),
    Story(
        "colvert",
        "fr",
        ("Bonjour, puis-je changer l’adresse de livraison ?", "12 rue des Lilas.", "Parfait, bonne journée."),
    ),
    Story(
        "colvert-ventes",
        "fr",
        (
            "Bonjour, la lampe Héron existe-t-elle en laiton ?",
            "Et quel est le délai de livraison ?",
            "Je la commande, merci !",
        ),
    ),
    Story(
        "colvert-ventes",
        "fr",
        ("Bonjour, faites-vous des listes de mariage ?", "Ce serait pour juin.", "Merci, je vous recontacte."),
    ),
    Story(
        "colvert-ventes",
        "fr",
        ("Bonjour, avez-vous un bon de réduction en ce moment ?", "Pour environ 150 €.", "Super, merci beaucoup."),
    ),
    Story(
        "colvert-retours",
        "fr",
        (
            "Bonjour, le vase est arrivé cassé, comment le renvoyer ?",
            "J’ai gardé le carton d’origine.",
            "D’accord, j’imprime l’étiquette. Merci.",
        ),
    ),
    Story(
        "colvert-retours",
        "fr",
        ("Bonjour, la housse est trop petite, je voudrais l’échanger.", "En 140 × 200 si possible.", "Merci bien !"),
    ),
    Story(
        "colvert",
        "en",
        (
            "Hello, do you deliver to Edinburgh?",
            "It would be for two armchairs.",
            "Lovely, thank you for your help.",
        ),
    ),
    Story(
        "colvert",
        "en",
        ("Hi, my invoice shows the wrong name.", "It should say J. Carter.", "Great, thanks!"),
    ),
)

REPLIES: Final = {
    "fr": (
        "Bonjour, je regarde cela tout de suite.",
        "Merci. Je vérifie avec l’entrepôt, un petit instant.",
        "C’est noté, j’ai fait le nécessaire de mon côté.",
        "Vous recevrez la confirmation par e-mail d’ici quelques minutes.",
        "Puis-je faire autre chose pour vous ?",
    ),
    "en": (
        "Hello, let me look into that right away.",
        "Thank you. One moment while I check with the warehouse.",
        "Noted, it is done on our side.",
        "You will get a confirmation by e-mail in a few minutes.",
        "Is there anything else I can do for you?",
    ),
}
ENGLISH_QUEUE: Final = "support_en"
SALES: Final = "colvert-ventes"
"""The widget by which whoever wants to buy comes."""
