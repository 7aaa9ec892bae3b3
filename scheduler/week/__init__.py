"""The week: rounds, pools, levels, the draw of names."""
