"""*My plan*: the plan of the open tab at a glance."""

from docutils.nodes import Node

from ... import catalogues, toolbox
from ...kit.form import BEYOND, in_script
from .computed import Computed
from .markup import data_script, tag


class PlanView(Computed):
    """The plan of the open tab: every sheet in the order of a campaign, how far it is, and what to do first.

    Still, it is the list of all sheets with what each takes from others; the page's script brings it to life.
    """

    FRONT = ("loading", "failed", "restored", "sure", "opened", "cleared", "without", *BEYOND)
    STATES = {"nothing": "empty", "apart": "apart"}  # what the page itself says of a sheet
    SHARED = ("private", "saved", "not_json", "too_big", "no_findings", "apart", "leave", "damaged")
    ACTS = ("open", "save", "print", "clear")

    def nodes(self) -> list[Node]:
        ids = toolbox.in_order()
        say = catalogues.words(self.lang, ids[0])
        front = {name: say("plan." + name) for name in self.FRONT}
        front |= {name: say("ui." + name) for name in self.SHARED}
        front |= {"state_" + name: say("plan.state." + state) for name, state in self.STATES.items()}
        acts = [
            tag("button", say("ui." + name), type="button", data_act=name, hidden=True) for name in self.ACTS
        ]
        file = tag(
            "input",
            type="file",
            accept=".json,application/json",
            hidden=True,
            data_file=True,
            tabindex="-1",
            aria_label=say("ui.open"),
        )
        return [
            tag(
                "div",
                data_script("words", in_script(front)),
                tag("p", class_="sheet-status", role="status", data_status=True),
                tag("noscript", tag("p", say("plan.needs_script"), class_="sheet-needs")),
                tag("div", acts, file, class_="sheet-bar", role="group", aria_label=say("plan.heading")),
                tag("h2", say("plan.todo"), hidden=True),
                tag("ul", class_="findings", data_todo=True),
                tag("h2", say("plan.steps")),
                tag("ol", [self.step(id) for id in ids], class_="plan-steps"),
                class_="plan sheet",
                data_plan_view=True,
                data_tools=" ".join(ids),
                data_state="still",
            )
        ]

    def step(self, id: str) -> Node:
        """A sheet as an item of the list: its name, what it is for, and what it takes from others."""
        say = catalogues.words(self.lang, id)
        sources = dict.fromkeys(take.source for take in toolbox.tool(id).takes)
        names = [catalogues.words(self.lang, source)("title") for source in sources]
        return tag(
            "li",
            tag("a", say("title"), href=self.link("exercises/workbook/" + id)),
            tag("p", say("purpose"), data_step=id),
            tag("p", say("plan.takes", names=names), class_="takes") if names else [],
            id=f"plan-{id}",
        )
