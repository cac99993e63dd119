package saga

import "github.com/kookmin-msa-study/msalab/algorithms/retry"

// retryReal says which settings of real systems the undo retries stand for, and
// what those count, as the table of algorithms/retry has it.
func retryReal() string {
	return counts("Step Functions", "step-functions") + "; " + counts("Temporal", "temporal")
}

func counts(name, product string) string {
	s, _ := retry.SettingOf(product)
	out := name + " " + s.Name + " counts retries, as here"
	if s.CountsFirst {
		out = name + " " + s.Name + " counts the first attempt, too: one more"
	}
	if s.Zero == retry.NoLimit {
		out += "; 0 is no limit"
	}
	return out
}
