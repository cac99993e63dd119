package retry

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestTheTableSaysHowOftenTheRealLibrariesRun(t *testing.T) {
	type row struct {
		Product string
		Set     int64
		Runs    int64
	}
	var file struct{ Rows, Defaults []row }
	raw, err := os.ReadFile("testdata/attempts.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(raw, &file))
	require.Len(t, file.Rows, 24)
	require.Len(t, file.Defaults, 6)
	for _, r := range file.Rows {
		s, ok := SettingOf(r.Product)
		require.True(t, ok, r.Product)

		got, err := s.Attempts(r.Set)

		switch r.Runs {
		case 0:
			require.Error(t, err, "%s %d", r.Product, r.Set)
		case -1:
			require.NoError(t, err)
			require.Equal(t, Unlimited, got, "%s %d", r.Product, r.Set)
		default:
			require.NoError(t, err)
			require.Equal(t, r.Runs, got, "%s %d", r.Product, r.Set)
		}
	}
	for _, r := range file.Defaults {
		s, ok := SettingOf(r.Product)
		require.True(t, ok, r.Product)
		got, err := s.Attempts(s.Default)
		require.NoError(t, err)
		require.Equal(t, r.Runs, got, "%s by default", r.Product)
	}
}

func TestThreeIsThreeCallsInSomeProductsAndFourInOthers(t *testing.T) {
	want := map[string]int64{
		"grpc": 3, "temporal": 3, "bullmq": 3, "failsafe-go": 3, "river": 3, "retry-go": 3, "backoff": 3, "aws-sdk-go": 3, "resilience4j": 3, "spring-retry": 3,
		"step-functions": 4, "failsafe-go-retries": 4, "p-retry": 4, "cockatiel": 4, "watermill": 4, "asynq": 4, "spring-framework": 4, "microprofile": 4, "msalab": 4,
	}
	require.Len(t, Settings, len(want))
	for _, s := range Settings {
		got, err := s.Attempts(3)
		require.NoError(t, err)
		require.Equal(t, want[s.Product], got, s.Product)
		require.NotEmpty(t, s.Version)
		require.NotEmpty(t, s.Name)
		require.NotEmpty(t, s.Source, s.Product)
		require.NotEqual(t, Unsaid, map[bool]Meaning{true: OneRun, false: s.Zero}[s.Product == "spring-retry"], "%s: what is 0?", s.Product)
	}
	_, ok := SettingOf("none such")
	require.False(t, ok)
}

func TestZeroIsOneRunHereAndNoEndThere(t *testing.T) {
	for product, want := range map[string]int64{"step-functions": 1, "temporal": Unlimited, "bullmq": 1, "asynq": 1, "river": 25, "aws-sdk-go": 3, "msalab": 1} {
		s, _ := SettingOf(product)
		got, err := s.Attempts(0)
		require.NoError(t, err)
		require.Equal(t, want, got, product)
	}
	for _, product := range []string{"grpc", "resilience4j", "spring-retry"} {
		s, _ := SettingOf(product)
		_, err := s.Attempts(0)
		require.ErrorContains(t, err, product)
	}
	asynq, _ := SettingOf("asynq")
	got, err := asynq.Attempts(-1)
	require.NoError(t, err)
	require.EqualValues(t, 1, got)
	_, err = asynq.Attempts(-7)
	require.ErrorContains(t, err, "not known")
}

func TestWhatIsSetForSomeAttemptsMakesThatMany(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(Settings).Draw(t, "setting")
		attempts := rapid.OneOf(rapid.Int64Range(-3, 30), rapid.Int64Range(Unlimited-2, Unlimited)).Draw(t, "attempts")
		set, err := s.For(attempts)
		if err != nil {
			require.True(t, attempts < 1 || s.Cap > 0 && attempts > s.Cap || s.Required && attempts < 2 || attempts >= Unlimited-1, "%s has no number for %d: %v", s.Product, attempts, err)
			return
		}
		got, err := s.Attempts(set)
		require.NoError(t, err)
		require.Equal(t, attempts, got)
	})
	temporal, _ := SettingOf("temporal")
	failsafe, _ := SettingOf("failsafe-go-retries")
	for want, s := range map[int64]Setting{0: temporal, -1: failsafe} {
		set, err := s.For(Unlimited)
		require.NoError(t, err)
		require.Equal(t, want, set, s.Product)
	}
}

func TestAttemptsAreRetriesAndOneMore(t *testing.T) {
	for attempts, retries := range map[int64]int64{1: 0, 2: 1, 6: 5, Unlimited: Unlimited} {
		require.Equal(t, retries, RetriesOf(attempts))
		require.Equal(t, attempts, AttemptsOf(retries))
	}
	require.Zero(t, RetriesOf(0))
	require.Zero(t, RetriesOf(-4))
	require.EqualValues(t, 1, AttemptsOf(-1))
	require.Equal(t, Unlimited, AttemptsOf(Unlimited-1), "no overflow")
}

// The table is about numbers; the policy here must make as many calls as its row says.
func TestThisPackagesPolicyCountsAsItsRowSays(t *testing.T) {
	row, ok := SettingOf("msalab")
	require.True(t, ok)
	for set := range int64(6) {
		p, calls := Policy{Retries: int(set)}, int64(1)
		for {
			if _, v := p.Decide(Failure{Retry: int(calls), Idempotent: true, Temporary: true}, nil); v != Again {
				break
			}
			calls++
		}
		want, err := row.Attempts(set)
		require.NoError(t, err)
		require.Equal(t, want, calls)
	}
}
