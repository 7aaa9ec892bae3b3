"""Preparing compiles what a week needs."""

from pathlib import Path

from scheduler import compiled, prepare


def test_every_compiled_function_has_been_compiled():
    prepare.main()
    place = compiled.ROOT / "__pycache__" / f"compiled-{compiled.digest()}"
    kept = {path.name.partition("-")[0] for path in Path(place).rglob("*.nbc")}
    entries = {
        "assists._join",
        "plot_table._upper",
        "label_kernels._grow",
        "label_kernels.shortest",
        "label_bounds.upper_values",
    }
    assert entries <= kept
