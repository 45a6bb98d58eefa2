"""What Maison Colvert has settled: why customers come, why agents pause, opening hours, texts. All invented."""

from typing import Final

from beffroi.calendars.model import Calendar, Span
from beffroi.kernel.ids import QueueId
from beffroi.routing.rulebook.model import CalendarRow, PresenceReasonRow, ReasonRow

CONTACT_REASONS: Final = (
    ReasonRow(code="buy", fr="Achat", en="Buying"),
    ReasonRow(code="buy.advice", parent="buy", fr="Un conseil avant d’acheter", en="Advice before buying"),
    ReasonRow(code="buy.quote", parent="buy", fr="Un devis", en="A quote", preferred={"sales": 4}, preferred_s=30.0),
    ReasonRow(code="order", fr="Commande", en="Order"),
    ReasonRow(code="order.delivery", parent="order", fr="Ma livraison", en="My delivery"),
    ReasonRow(code="order.return", parent="order", fr="Un retour ou un échange", en="A return or an exchange",
              preferred={"returns": 3}, preferred_s=10.0),
    ReasonRow(code="order.invoice", parent="order", fr="Une facture", en="An invoice"),
    ReasonRow(code="account", fr="Mon compte", en="My account"),
)  # fmt: skip

ASKED_AT_THE_DOOR: Final = ("order.delivery", "order.return", "account", "buy.advice")
"""Among these a visitor of the shop chooses before they write."""

REASON_OF: Final = {"colvert-ventes": "buy.advice", "colvert-retours": "order.return"}
"""Key of a widget → why whoever comes by it comes."""

PRESENCE_REASONS: Final = (
    PresenceReasonRow(code="pause", fr="Pause", en="Break", longest_s=900.0, quota=2),
    PresenceReasonRow(code="meal", fr="Repas", en="Meal", paid=False, longest_s=3600.0),
    PresenceReasonRow(code="training", fr="Formation", en="Training", approval=True),
    PresenceReasonRow(code="meeting", fr="Réunion", en="Meeting"),
    PresenceReasonRow(code="coaching", fr="Entretien", en="Coaching", longest_s=3600.0),
    PresenceReasonRow(code="back_office", fr="Tâches administratives", en="Back office", productive=True),
)

_ALL_DAY: Final = (Span(0, 1440),)
EVERY_DAY: Final = CalendarRow(id="every_day", name="Tous les jours, 0–24 h", calendar=Calendar(week=(_ALL_DAY,) * 7))
"""Open whenever somebody tries the demo, and yet a calendar: its hours can be looked at and changed."""

CALENDAR_OF: Final = {QueueId("retours"): EVERY_DAY.id}

_GREETING_FR: Final = "Bonjour, vous êtes en relation avec Maison Colvert. Comment puis-je vous aider ?"
_GREETING_EN: Final = "Hello, you are with Maison Colvert. How may I help you?"
_CALLBACK: Final = (
    "Nous vous rappelons dans l’ordre des arrivées, dès qu’un conseiller se libère.",
    "We call back in the order of arrivals, as soon as an adviser is free.",
)
TEXTS: Final = {
    (QueueId("ventes"), "greeting"): (
        "Bonjour et bienvenue chez Maison Colvert. Quel objet vous intéresse ?",
        "Hello and welcome to Maison Colvert. What has caught your eye?",
    ),
    (QueueId("ventes"), "instructions"): (
        "Demandez la pièce et le budget avant de proposer. Un devis se fait au-dessus de 500 €. Pas de remise au-delà "
        "de 10 % sans l’accord de Claire.",
        "Ask about the room and the budget before you suggest anything. A quote is made above €500. No discount above "
        "10% without Claire’s agreement.",
    ),
    (QueueId("ventes"), "callback"): _CALLBACK,
    (QueueId("support_fr"), "greeting"): (_GREETING_FR, _GREETING_EN),
    (QueueId("support_fr"), "instructions"): (
        "Vérifiez le numéro de commande et le code postal avant de parler d’une livraison. Colis perdu : renvoi "
        "immédiat jusqu’à 150 €.",
        "Check the order number and the postcode before you speak of a delivery. Lost parcel: send again at once, "
        "up to €150.",
    ),
    (QueueId("support_fr"), "callback"): _CALLBACK,
    (QueueId("support_en"), "greeting"): (_GREETING_FR, _GREETING_EN),
    (QueueId("support_en"), "instructions"): (
        "Livraison au Royaume-Uni : 5 à 7 jours, droits de douane inclus au-dessus de 135 £.",
        "Delivery to the United Kingdom: 5 to 7 days, duties included above £135.",
    ),
    (QueueId("support_en"), "callback"): _CALLBACK,
    (QueueId("retours"), "greeting"): (_GREETING_FR, _GREETING_EN),
    (QueueId("retours"), "instructions"): (
        "Retour gratuit sous 30 jours. Objet cassé : demandez une photo, ne demandez jamais au client de le réparer.",
        "Free returns within 30 days. Broken item: ask for a photo, never ask the customer to repair it.",
    ),
    (QueueId("retours"), "closed"): (
        "Notre service des retours est fermé. Laissez-nous un message : nous vous répondons à la réouverture.",
        "Our returns desk is closed. Leave us a message: we answer when it opens again.",
    ),
    (QueueId("courrier"), "instructions"): (
        "Messages laissés quand nous étions fermés ou débordés : répondez dans la journée, les plus anciens d’abord.",
        "Messages left when we were closed or too busy: answer within the day, the oldest first.",
    ),
}
"""Queue and case → French, English (see `routing.rulebook.model.TEXT_KINDS`)."""

BRIEFING: Final = (
    "Bonjour à tous ! La collection Étang sort aujourd’hui : attendez-vous à des questions sur la lampe Héron (laiton, "
    "129 €, livrée en 48 h). Objectif du jour : 80 % de réponses en moins d’une minute. Si la file des ventes "
    "rougit, je déplace du monde ; demandez-moi de l’aide (F6) si vous êtes en difficulté. — Claire"
)
