package queueing

import (
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// tolerance is what the vectors ask of closed formulas, relative.
const tolerance = 1e-9

// vectorSizes pins how much stands in each file of reference results, so that an
// empty or shortened one fails.
var vectorSizes = map[string]int{
	"policy_sim.json": 1024,
	"queueing.json":   1177,
}

// weigh counts the numbers of a decoded file and the letters of its texts.
func weigh(v any) (n int) {
	switch v := v.(type) {
	case map[string]any:
		for _, part := range v {
			n += weigh(part)
		}
	case []any:
		for _, part := range v {
			n += weigh(part)
		}
	case string:
		n += len(v)
	default:
		n++
	}
	return n
}

func load(t *testing.T, name string, into any) {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(raw, into))
	var whole any
	require.NoError(t, json.Unmarshal(raw, &whole))
	require.Equal(t, vectorSizes[name], weigh(whole), "%s is not the whole file", name)
}

func near(t *testing.T, want, got float64, what string) {
	t.Helper()
	if want == 0 {
		require.InDelta(t, want, got, 1e-300, what)
		return
	}
	require.InEpsilon(t, want, got, tolerance, what)
}

func fraction(t *testing.T, s string) float64 {
	t.Helper()
	r, ok := new(big.Rat).SetString(s)
	require.True(t, ok, s)
	f, _ := r.Float64()
	return f
}

func TestMMCErlangAndTheWaitQuantileAgreeWithExactFractions(t *testing.T) {
	var file struct {
		MMC []struct {
			Lambda  string `json:"lambda_"`
			Mu      string
			C       int
			Rho     float64
			ErlangC float64 `json:"p_wait_erlang_c"`
			ErlangB float64 `json:"erlang_b"`
			Wq, W   float64
			Lq, L   float64
			P99     float64 `json:"p99_wait"`
		}
	}
	load(t, "queueing.json", &file)
	require.Len(t, file.MMC, 10)
	for _, row := range file.MMC {
		lambda, mu := fraction(t, row.Lambda), fraction(t, row.Mu)

		q, err := MMC(lambda, mu, row.C)
		require.NoError(t, err)
		b, err := ErlangB(row.C, lambda/mu)
		require.NoError(t, err)
		p99, err := WaitQuantile(lambda, mu, row.C, 0.99)
		require.NoError(t, err)

		name := fmt.Sprintf("lambda %s mu %s c %d", row.Lambda, row.Mu, row.C)
		near(t, row.Rho, q.Rho, name)
		near(t, row.ErlangC, q.PWait, name)
		near(t, row.ErlangB, b, name)
		near(t, row.Wq, q.Wq, name)
		near(t, row.W, q.W, name)
		near(t, row.Lq, q.Lq, name)
		near(t, row.L, q.L, name)
		near(t, row.P99, p99, name)
	}
}

func TestMG1AgreesWithPollaczekKhinchineVectors(t *testing.T) {
	var file struct {
		MG1 []struct {
			Lam     float64
			Service string
			Mean    float64 `json:"mean_service"`
			Second  float64 `json:"second_moment"`
			Wq, W   float64
			Lq      float64
		}
	}
	load(t, "queueing.json", &file)
	require.Len(t, file.MG1, 12)
	for _, row := range file.MG1 {
		q, err := MG1(row.Lam, row.Mean, row.Second)

		require.NoError(t, err, row.Service)
		near(t, row.Wq, q.Wq, row.Service)
		near(t, row.W, q.W, row.Service)
		near(t, row.Lq, q.Lq, row.Service)
	}
}

func TestSupermarketAgreesWithMitzenmachersFixedPoint(t *testing.T) {
	var file struct {
		Supermarket []struct {
			Lam  float64
			D    int
			Mean float64   `json:"mean_time_in_system"`
			Tail []float64 `json:"fraction_of_servers_with_at_least_k_jobs_k0_to_6"`
		}
	}
	load(t, "queueing.json", &file)
	require.Len(t, file.Supermarket, 20)
	for _, row := range file.Supermarket {
		name := fmt.Sprintf("lambda %v d %d", row.Lam, row.D)

		mean, err := Supermarket(row.Lam, row.D)
		require.NoError(t, err)

		near(t, row.Mean, mean, name)
		for k, want := range row.Tail {
			got, err := SupermarketTail(row.Lam, row.D, k)
			require.NoError(t, err)
			near(t, want, got, fmt.Sprintf("%s k %d", name, k))
		}
	}
}

func TestRoundRobinCentralAndRandomAgreeWithTheExactColumnsOfPolicySim(t *testing.T) {
	var file struct {
		Rows []struct {
			Servers int
			Rho     float64
			Policy  string
			Exact   *float64
		}
	}
	load(t, "policy_sim.json", &file)
	checked := 0
	for _, row := range file.Rows {
		if row.Exact == nil {
			continue
		}
		lambda := row.Rho * float64(row.Servers)
		q, err := MM1(row.Rho, 1)
		switch row.Policy {
		case "round_robin":
			q, err = RoundRobin(lambda, 1, row.Servers)
		case "central_queue_M/M/n":
			q, err = MMC(lambda, 1, row.Servers)
		default:
			require.Equal(t, "random", row.Policy)
		}
		require.NoError(t, err)
		near(t, *row.Exact, q.W, fmt.Sprintf("%s n %d rho %v", row.Policy, row.Servers, row.Rho))
		checked++
	}
	require.GreaterOrEqual(t, checked, 12)
}

func TestRoundRobinToOneHostIsMM1AndSolvesItsEquation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rho := rapid.Float64Range(0.001, 0.999).Draw(t, "rho")
		n := rapid.IntRange(1, 200).Draw(t, "n")

		q, err := RoundRobin(rho*float64(n), 1, n)
		require.NoError(t, err)
		one, err := RoundRobin(rho, 1, 1)
		require.NoError(t, err)

		a := rho * float64(n)
		require.InDelta(t, math.Pow(a/(a+1-q.PWait), float64(n)), q.PWait, 1e-12)
		require.InEpsilon(t, 1/(1-rho), one.W, 1e-9)
		require.LessOrEqual(t, q.W, one.W*(1+1e-9), "turns never wait longer than chance")
		central, err := MMC(rho*float64(n), 1, n)
		require.NoError(t, err)
		require.GreaterOrEqual(t, q.W, central.W*(1-1e-9), "one queue is never worse than turns")
	})
}

func TestLittlesLawTiesEveryFigure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.IntRange(1, 50).Draw(t, "c")
		mu := rapid.Float64Range(0.01, 100).Draw(t, "mu")
		lambda := rapid.Float64Range(0, 0.99).Draw(t, "rho") * mu * float64(c)

		q, err := MMC(lambda, mu, c)
		require.NoError(t, err)
		l, err := Little(lambda, q.W)

		require.NoError(t, err)
		require.InDelta(t, l, q.L, 1e-12*(1+l))
		require.InDelta(t, q.Lq+lambda/mu, q.L, 1e-9*(1+q.L), "busy workers are L - Lq")
		require.GreaterOrEqual(t, q.PWait, 0.0)
		require.LessOrEqual(t, q.PWait, 1.0)
	})
}

func TestErlangBEqualsItsDefinitionWithFactorials(t *testing.T) {
	for c := 1; c <= 40; c++ {
		for _, load := range []string{"1/10", "1", "7/2", "30", "100"} {
			a, _ := new(big.Rat).SetString(load)
			term, sum := big.NewRat(1, 1), big.NewRat(1, 1)
			for k := 1; k <= c; k++ { // term = a^k/k!
				term.Mul(term, a).Quo(term, big.NewRat(int64(k), 1))
				sum.Add(sum, term)
			}
			want, _ := new(big.Rat).Quo(term, sum).Float64()

			got, err := ErlangB(c, fraction(t, load))

			require.NoError(t, err)
			require.InEpsilon(t, want, got, 1e-13)
		}
	}
}

func TestQuantilesAreZeroWhenFewEnoughWaitAndGrowWithP(t *testing.T) {
	idle, err := WaitQuantile(1, 1, 10, 0.5)
	require.NoError(t, err)
	require.Zero(t, idle)

	p50, err := SojournQuantile(0.9, 1, 0.5)
	require.NoError(t, err)
	require.InEpsilon(t, math.Ln2/0.1, p50, 1e-9)
	p99, err := SojournQuantile(0.9, 1, 0.99)
	require.NoError(t, err)
	require.InEpsilon(t, math.Log(100)/0.1, p99, 1e-9)
	none, err := SojournQuantile(0.9, 1, 0)
	require.NoError(t, err)
	require.Zero(t, none)
}

func TestLnAgreesWithMathLog(t *testing.T) {
	fixed := []float64{1, 2, 0.5, math.E, math.Sqrt2, math.Nextafter(1, 2), math.Nextafter(1, 0), 82.37,
		math.MaxFloat64, 0x1p-1022, 0x1p1023, 1e-300, 1e300}
	for _, x := range fixed {
		require.InDelta(t, math.Log(x), ln(x), 1e-14*math.Abs(math.Log(x)), "%v", x)
	}
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(0x1p-1022, math.MaxFloat64).Draw(t, "x")
		y := rapid.Float64Range(0.1, 10).Draw(t, "y")
		require.InDelta(t, math.Log(x), ln(x), 1e-14*math.Abs(math.Log(x)))
		require.InDelta(t, math.Log(y), ln(y), 1e-14*math.Abs(math.Log(y)))
	})
	// math.Log itself is wrong here on amd64: it answers -709.09 for 2^-1074.
	require.InEpsilon(t, -1074*math.Ln2, ln(math.SmallestNonzeroFloat64), 1e-14)
	for _, x := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		require.True(t, math.IsNaN(ln(x)))
	}
}

func TestLnIsPinnedBitForBit(t *testing.T) {
	require.Equal(t, uint64(0x3fe62e42fefa39ef), math.Float64bits(ln(2)))
	require.Equal(t, uint64(0x40026bb1bbb55516), math.Float64bits(ln(10)))
	require.Equal(t, uint64(0), math.Float64bits(ln(1)))
}

func TestBadInputIsAnErrorThatNamesTheParameter(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	second := func(_ Figures, err error) error { return err }
	number := func(_ float64, err error) error { return err }
	cases := []struct {
		err  error
		says string
	}{
		{second(MM1(1, 1)), "want rho"},
		{second(MM1(2, 1)), "the queue grows for ever"},
		{second(MM1(-1, 1)), "lambda"},
		{second(MM1(nan, 1)), "lambda"},
		{second(MM1(inf, 1)), "lambda"},
		{second(MM1(0.5, 0)), "mu"},
		{second(MM1(0.5, nan)), "mu"},
		{second(MM1(0, math.SmallestNonzeroFloat64)), "too extreme"},
		{second(MMC(1, 1, 0)), "workers"},
		{second(MMC(1, 1, MaxWorkers+1)), "workers"},
		{second(MMC(3, 1, 3)), "want rho"},
		{second(MG1(0.5, 0, 1)), "mean service time"},
		{second(MG1(0.5, 1, 0.5)), "second moment"},
		{second(MG1(0.5, 1, nan)), "second moment"},
		{second(MG1(1, 1, 1)), "want rho"},
		{second(RoundRobin(10, 1, 10)), "want rho"},
		{second(RoundRobin(1, 1, -1)), "workers"},
		{number(ErlangB(0, 1)), "workers"},
		{number(ErlangB(1, -1)), "load"},
		{number(ErlangC(2, 2)), "want rho"},
		{number(Little(-1, 1)), "lambda"},
		{number(Little(1, nan)), "w ("},
		{number(Little(1e300, 1e300)), "too extreme"},
		{number(WaitQuantile(1, 2, 1, 1)), "quantile p"},
		{number(WaitQuantile(1, 1, 1, 0.5)), "want rho"},
		{number(SojournQuantile(1, 2, nan)), "quantile p"},
		{number(SojournQuantile(2, 2, 0.5)), "want rho"},
		{number(Supermarket(1, 2)), "want rho"},
		{number(Supermarket(0.5, 0)), "choices"},
		{number(SupermarketTail(0.5, 2, -1)), "jobs k"},
		{number(SupermarketTail(nan, 2, 1)), "lambda"},
	}
	for i, c := range cases {
		require.ErrorContains(t, c.err, c.says, "case %d", i)
		require.ErrorContains(t, c.err, "queueing: ", "case %d", i)
	}
}

func TestTheEdgesOfTheRangeHaveAnswers(t *testing.T) {
	idle, err := MMC(0, 2, 3)
	require.NoError(t, err)
	require.Equal(t, Figures{W: 0.5}, idle)
	alone, err := Supermarket(0, 2)
	require.NoError(t, err)
	require.InDelta(t, 1, alone, 0)
	still, err := RoundRobin(0, 1, 4)
	require.NoError(t, err)
	require.Equal(t, Figures{W: 1}, still)
	full, err := Supermarket(math.Nextafter(1, 0), 2)
	require.NoError(t, err)
	require.Less(t, full, 60.0, "two choices grow like log log even at the edge")
	hard, err := RoundRobin(math.Nextafter(10, 0), 1, 10)
	if err == nil {
		require.Greater(t, hard.W, 1e6)
	}
}
