package algorithms

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAMarkFindsItsFunctionWithItsComment(t *testing.T) {
	for mark, head := range map[string]string{
		"balancer/p2c.go:TwoChoices.Pick":       "func (p *TwoChoices) Pick(",
		"linearizable/judge.go:Register.answer": "func (r *Register) answer(",
		"replication/failover.go:Promote":       "func Promote(",
		"replication/commit.go:Rule.Visible":    "func (r Rule) Visible(",
	} {
		f, err := Find(mark)
		require.NoError(t, err, mark)
		lines := strings.Split(f.Text, "\n")
		require.True(t, strings.HasPrefix(lines[f.Head], head), lines[f.Head])
		require.True(t, strings.HasPrefix(lines[f.First], "//"), "the comment belongs to it")
		require.Equal(t, "}", lines[f.Last])
		require.Greater(t, f.Last, f.Head)
	}
}

func TestAMarkThatPointsNowhereIsAnError(t *testing.T) {
	for _, mark := range []string{"", "nowhere.go:F", "balancer/p2c.go:Gone", "balancer/p2c.go:TwoChoices.Gone", "balancer/p2c.go", "balancer/policy_test.go:TestX"} {
		_, err := Find(mark)
		require.Error(t, err, mark)
	}
}
