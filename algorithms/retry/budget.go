package retry

import "fmt"

// Token is one whole token; a budget counts in thousandths.
const Token = int64(1000)

// MaxTokens bounds a budget, in whole tokens.
const MaxTokens = int64(1) << 40

// Budget bounds retries as a share of traffic. Make it with [GRPC] or [Finagle];
// the zero value lets no retry pass.
type Budget struct {
	tokens, most   int64 // thousandths
	ratio          int64 // thousandths earned
	earnsOnSuccess bool  // gRPC: successes earn and failures cost
}

// GRPC returns the throttle of gRPC A6: it starts full with maxTokens, each failure
// costs a token, each success earns ratio thousandths of one, and retries pass
// while more than half of the tokens are there. Usual: 10 and 100.
func GRPC(maxTokens, ratio int64) (Budget, error) {
	b, err := newBudget(maxTokens, ratio)
	b.tokens, b.earnsOnSuccess = b.most, true
	return b, err
}

// Finagle returns a token bucket that earns ratio thousandths of a token for each
// request and pays one for each retry, holding at most maxTokens. It starts with
// saved tokens. So at every instant
//
//	retries ≤ ratio/1000 × requests + saved.
func Finagle(maxTokens, ratio, saved int64) (Budget, error) {
	b, err := newBudget(maxTokens, ratio)
	if err == nil && (saved < 0 || saved > maxTokens) {
		return Budget{}, fmt.Errorf("retry: %d saved tokens: want 0 to %d", saved, maxTokens)
	}
	b.tokens = saved * Token
	return b, err
}

func newBudget(maxTokens, ratio int64) (Budget, error) {
	switch {
	case maxTokens < 1 || maxTokens > MaxTokens:
		return Budget{}, fmt.Errorf("retry: %d tokens: want 1 to %d", maxTokens, MaxTokens)
	case ratio < 0 || ratio > MaxTokens:
		return Budget{}, fmt.Errorf("retry: ratio of %d thousandths: want 0 to %d", ratio, MaxTokens)
	}
	return Budget{most: maxTokens * Token, ratio: ratio}, nil
}

// Request tells the budget that a new request, not a retry, begins.
func (b *Budget) Request() {
	if !b.earnsOnSuccess {
		b.tokens = min(b.tokens+b.ratio, b.most)
	}
}

// Result tells the budget how an attempt, first or not, ended.
func (b *Budget) Result(ok bool) {
	switch {
	case !b.earnsOnSuccess:
	case ok:
		b.tokens = min(b.tokens+b.ratio, b.most)
	default:
		b.tokens = max(b.tokens-Token, 0)
	}
}

// Spend asks for one retry and pays for it. Without enough tokens it reports false
// and costs nothing.
func (b *Budget) Spend() bool {
	if b.earnsOnSuccess {
		return 2*b.tokens > b.most
	}
	if b.tokens < Token {
		return false
	}
	b.tokens -= Token
	return true
}

// Tokens returns what the budget holds, in thousandths of a token.
func (b *Budget) Tokens() int64 { return b.tokens }
