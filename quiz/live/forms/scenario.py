"""A story on a pad: at each scene the hall votes for one of the choices."""

from collections.abc import Sequence
from typing import Any

from typing_extensions import override

from quiz.live.forms.base import STAND_IN_ID, PadForm, Positions, options, wire_messages, wire_options
from quiz.live.messages import WireAnswer, WireQuestion, WireScene
from quiz.questions.answers import Answer, Picked
from quiz.questions.scenario import Scene
from quiz.questions.single import Single


class VoteForm(PadForm):
    """A scene and its choices."""

    @override
    def fields(self, question: Scene, texts: Sequence[str]) -> dict[str, Any]:
        return {"scene": WireScene(question.text, wire_messages(question.conversation()), wire_options(texts))}

    @override
    def read(self, shown: WireAnswer, order: Positions, texts: Sequence[str]) -> Answer | None:
        return None if shown.choice is None else Picked((order[shown.choice],))

    @override
    def write(self, answer: Picked, order: Positions, texts: Sequence[str]) -> WireAnswer:
        return WireAnswer(choice=order.index(answer.options[0]))

    @override
    def stand_in(self, shown: WireQuestion) -> Single:
        """Make a single-choice question of the choices."""
        choices = shown.scene.choices if shown.scene else ()
        return Single(id=STAND_IN_ID, prompt=shown.prompt, options=options(choices))
