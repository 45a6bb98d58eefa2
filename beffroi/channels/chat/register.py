"""The conversations at hand: those with a window, and those whose interaction is open. The others are on record."""

from collections.abc import Iterator

from beffroi.channels.chat.conversation import Conversation
from beffroi.kernel.ids import InteractionId
from beffroi.routing.state import State


class Register:
    """Finds a conversation by its browser's secret or by its open interaction."""

    def __init__(self) -> None:
        self._by_token: dict[str, Conversation] = {}
        self._by_id: dict[str, Conversation] = {}
        self._by_interaction: dict[InteractionId, Conversation] = {}

    def by_token(self, token_hash: str) -> Conversation | None:
        """The conversation at hand with this browser."""
        return self._by_token.get(token_hash)

    def by_interaction(self, interaction: InteractionId) -> Conversation | None:
        """The conversation at hand whose interaction is open."""
        return self._by_interaction.get(interaction)

    def by_thread(self, thread: str) -> Conversation | None:
        """The conversation at hand in which messages are numbered so."""
        return self._by_id.get(thread)

    def open(self) -> Iterator[Conversation]:
        """Those with an open interaction."""
        return iter(tuple(self._by_interaction.values()))

    def everyone(self) -> Iterator[Conversation]:
        """All at hand."""
        return iter(tuple(self._by_token.values()))

    def put(self, conversation: Conversation) -> Conversation:
        """The conversation is at hand; the one already there for the same browser comes first."""
        kept = self._by_token.setdefault(conversation.token_hash, conversation)
        self._by_id[kept.id] = kept
        return kept

    def opened(self, conversation: Conversation) -> None:
        """The conversation's interaction is open, or about to be."""
        self.put(conversation)
        if conversation.interaction is not None:
            self._by_interaction[conversation.interaction] = conversation

    def let_go(self, conversation: Conversation, state: State) -> None:
        """Forget what is over: the interaction if it ended, the conversation if nobody looks at it either."""
        interaction = conversation.interaction
        if interaction is not None and interaction not in state.works and conversation.pending is None:
            self._by_interaction.pop(interaction, None)
        busy = conversation.windows or conversation.unsure or conversation.lock.locked()
        if not busy and conversation.interaction not in self._by_interaction:
            self._by_token.pop(conversation.token_hash, None)
            self._by_id.pop(conversation.id, None)
