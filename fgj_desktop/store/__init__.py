"""The file: opening, schema, actions, history, views, backup, recovery. The only layer that speaks SQL."""
