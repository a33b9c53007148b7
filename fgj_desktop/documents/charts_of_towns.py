"""Charts of 镇办考核: what each town's points are made of, and the results."""

from __future__ import annotations

from fgj_desktop.documents.chart_kind import ChartKind
from fgj_desktop.documents.chart_stacks import draw_across, lines_of
from fgj_desktop.rules.town_charts import town_results, town_scores

KINDS = (
    ChartKind(
        "town_scores", "各镇办得分构成", "town_score", town_scores, draw_across, lines_of,
        click="只看此镇办", empty="还没有得分",
    ),
    ChartKind(
        "town_results", "镇办考核结果", "town_result", town_results, draw_across, lines_of,
        click="转到此镇办", empty="还没有考核结果",
    ),
)  # fmt: skip
