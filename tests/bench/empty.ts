// The floor of every start-up figure: what an empty script costs.
