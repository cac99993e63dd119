package retry

import "fmt"

// Unlimited stands for attempts or retries without end.
const Unlimited = int64(1<<63 - 1)

// RetriesOf returns how many retries so many attempts are: one fewer, for the first
// attempt is no retry. Fewer than one attempt is none.
func RetriesOf(attempts int64) int64 {
	if attempts == Unlimited {
		return Unlimited
	}
	return max(attempts-1, 0)
}

// AttemptsOf returns how many attempts so many retries make: one more. Fewer than
// no retry is none.
func AttemptsOf(retries int64) int64 {
	if retries >= Unlimited-1 {
		return Unlimited
	}
	return max(retries, 0) + 1
}

// Meaning is what a special value of a setting stands for.
type Meaning uint8

// The meanings.
const (
	Unsaid    Meaning = iota // nobody says
	NoLimit                  // tried for ever, or until another limit ends it
	OneRun                   // one attempt, no retry
	ByDefault                // the setting's default
	Refused                  // the product says that it is wrong
)

// Setting is how one product limits retries.
type Setting struct {
	Product string // as in links and tests: lower case and dashes
	Version string // what Source is about
	Name    string // the product's own word
	// CountsFirst says that the number includes the first attempt.
	CountsFirst bool
	Default     int64   // in the product's own count; Unlimited is no limit, 0 with Required none
	Required    bool    // there is no default: the product wants a number
	Zero        Meaning // what 0 stands for
	Negative    Meaning // what -1 stands for
	Cap         int64   // what a larger number is taken for, without a word; 0 is no cap
	Source      string  // where this comes from: what was run or read
}

// Settings is every product's limit that is known here, one table for all who
// name one. Most of the pitfalls are in the columns CountsFirst (cockatiel's
// maxAttempts counts retries) and Zero (in failsafe-go 0 attempts never end).
var Settings = []Setting{
	{Product: "grpc", Version: "grpc-go 1.85.0", Name: "maxAttempts", CountsFirst: true, Required: true, Zero: Refused, Negative: Refused, Cap: 5,
		Source: "run: 20 gave 5; WithMaxCallAttempts raises the cap; 1 and less are refused (service_config.go, isValidRetryPolicy)"},
	{Product: "temporal", Version: "Go SDK 1.51.0, API 1.64.3", Name: "MaximumAttempts", CountsFirst: true, Default: 0, Zero: NoLimit,
		Source: "run: 4 gave 4; API comments: 1 disables retries, 0 means unlimited (up to the timeouts)"},
	{Product: "step-functions", Version: "Amazon States Language", Name: "MaxAttempts", Default: 3, Zero: OneRun,
		Source: "AWS Step Functions Developer Guide, Error handling: the number of retries, 3 by default, 0 is never retried"},
	{Product: "bullmq", Version: "6.7.0", Name: "attempts", CountsFirst: true, Default: 0, Zero: OneRun,
		Source: "classes/job.js: retried while attemptsMade+1 < attempts, and attempts is 0 unless given (its types say 1)"},
	{Product: "failsafe-go", Version: "0.9.8", Name: "WithMaxAttempts", CountsFirst: true, Default: 3, Zero: NoLimit, Negative: NoLimit,
		Source: "run: 4 gave 4, the default 3; 0 becomes -1 retries, which is no limit (retrypolicy/retry.go)"},
	{Product: "failsafe-go-retries", Version: "0.9.8", Name: "WithMaxRetries", Default: 2, Zero: OneRun, Negative: NoLimit,
		Source: "run: 4 gave 5, 0 gave 1"},
	{Product: "p-retry", Version: "9.0.0", Name: "retries", Default: 10, Zero: OneRun, Negative: Refused,
		Source: "run: 4 gave 5, the default 11, 0 gave 1"},
	{Product: "cockatiel", Version: "4.0.0", Name: "maxAttempts", Default: Unlimited, Zero: OneRun,
		Source: "run: 4 gave 5, 0 gave 1: it counts retries, whatever its name says"},
	{Product: "watermill", Version: "1.5.1", Name: "MaxRetries", Default: 0, Zero: OneRun,
		Source: "run: 4 gave 5, 0 gave 1"},
	{Product: "asynq", Version: "0.26.0", Name: "MaxRetry", Default: 25, Zero: OneRun, Negative: OneRun,
		Source: "client.go: a negative count is treated as zero; processor.go: given up when Retried >= Retry"},
	{Product: "river", Version: "0.51.2", Name: "MaxAttempts", CountsFirst: true, Default: 25, Zero: ByDefault,
		Source: "insert_opts.go: the original run and all retries; client.go: 0 takes the default"},
	{Product: "retry-go", Version: "avast 4.7.0", Name: "Attempts", CountsFirst: true, Default: 10, Zero: NoLimit,
		Source: "run: 4 gave 4, the default 10, 0 went on to the end of the context"},
	{Product: "backoff", Version: "cenkalti 5.0.3", Name: "WithMaxTries", CountsFirst: true, Default: 0, Zero: NoLimit,
		Source: "run: 4 gave 4, 0 went on to the end of the context; besides, 15 minutes end it unless told otherwise"},
	{Product: "aws-sdk-go", Version: "aws-sdk-go-v2 1.48.0", Name: "MaxAttempts", CountsFirst: true, Default: 3, Zero: ByDefault, Negative: ByDefault,
		Source: "run: retry.NewStandard takes 0 and less for 3"},
	{Product: "resilience4j", Version: "2.4.0", Name: "maxAttempts", CountsFirst: true, Default: 3, Zero: Refused, Negative: Refused,
		Source: "RetryConfig: must be 1 or more; RetryImpl counts every call, the first one too"},
	{Product: "spring-retry", Version: "2.0", Name: "maxAttempts", CountsFirst: true, Default: 3,
		Source: "MaxAttemptsRetryPolicy: the number of attempts includes the initial try"},
	{Product: "spring-framework", Version: "7.0", Name: "maxRetries", Default: 3, Zero: OneRun,
		Source: "@Retryable: total attempts = 1 initial attempt + maxRetries"},
	{Product: "microprofile", Version: "3.3", Name: "maxRetries", Default: 3, Zero: OneRun, Negative: NoLimit,
		Source: "@Retry of Fault Tolerance: the max number of retries, -1 is for ever"},
	{Product: "msalab", Version: "this package", Name: "Policy.Retries", Default: 0, Zero: OneRun,
		Source: "policy.go"},
}

// SettingOf returns a product's setting, and false for a product that is not in
// the table.
func SettingOf(product string) (Setting, bool) {
	for _, s := range Settings {
		if s.Product == product {
			return s, true
		}
	}
	return Setting{}, false
}

// Attempts returns how often the work is run at most under a number set, or
// Unlimited. The error says that the product refuses the number, or that nobody
// says what it does with it.
func (s Setting) Attempts(set int64) (int64, error) {
	if set > 0 {
		return s.counted(set)
	}
	meaning := s.Zero
	if set < 0 {
		meaning = s.Negative
	}
	switch {
	case set < -1 || meaning == Unsaid:
		return 0, fmt.Errorf("retry: what %s makes of %s = %d is not known", s.Product, s.Name, set)
	case meaning == Refused:
		return 0, fmt.Errorf("retry: %s refuses %s = %d", s.Product, s.Name, set)
	case meaning == NoLimit:
		return Unlimited, nil
	case meaning == ByDefault:
		return s.counted(s.Default)
	}
	return 1, nil
}

// counted is the work's runs under a number with no special meaning.
func (s Setting) counted(set int64) (int64, error) {
	if s.Cap > 0 {
		set = min(set, s.Cap)
	}
	if !s.CountsFirst {
		return AttemptsOf(set), nil
	}
	if s.Required && set < 2 {
		return 0, fmt.Errorf("retry: %s refuses %s = %d: it wants 2 or more", s.Product, s.Name, set)
	}
	return set, nil
}

// For returns the number to set so that the work is run so often at most, or
// Unlimited. The error says that no number does that.
func (s Setting) For(attempts int64) (int64, error) {
	if attempts == Unlimited && s.Zero == NoLimit {
		return 0, nil
	}
	if attempts == Unlimited && s.Negative == NoLimit {
		return -1, nil
	}
	set := attempts
	if !s.CountsFirst {
		set = RetriesOf(attempts)
	}
	if got, err := s.Attempts(set); err != nil || got != attempts {
		return 0, fmt.Errorf("retry: no %s of %s makes %d attempts", s.Name, s.Product, attempts)
	}
	return set, nil
}
