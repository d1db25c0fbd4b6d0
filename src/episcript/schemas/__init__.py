"""The JSON Schemas that `episcript schema` prints: one file a schema; its name is the schema's name."""
