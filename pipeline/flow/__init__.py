"""The order of the stages: discover, plan, process, embed, publish."""
