package consistenthashing

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/algorithms/hashing"
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/rng"
)

const seeds = 20

func eachSeed(t *testing.T, preset string, limit sim.Time, check func(t *testing.T, r *sim.Run), more ...string) {
	t.Helper()
	for seed := range uint64(seeds) {
		t.Run(fmt.Sprint(preset, " seed ", seed), func(t *testing.T) {
			check(t, until(t, start(t, preset, seed, measured, more...), limit))
		})
	}
}

func TestModuloMovesFourFifthsAndTheOriginOverflows(t *testing.T) {
	eachSeed(t, "naive", 8*sim.Second, func(t *testing.T, r *sim.Run) {
		require.InDelta(t, 800_000, r.Level(mMovedShare), 10_000, "80 % of the keys move")
		least, _ := between(r, mHitShare, 2*sim.Second, 8*sim.Second)
		require.Less(t, least, int64(300_000), "the hit ratio collapses")
		_, most := between(r, mRate, 2*sim.Second, 8*sim.Second)
		require.Greater(t, most, int64(600), "the origin gets twice its capacity")
		require.Greater(t, r.Level(mRefused), int64(1000))
		require.Equal(t, []string{"I2"}, broken(r))
	})
}

func TestTheRingMovesAFifthOntoTheNewServerAndTheOriginCopes(t *testing.T) {
	eachSeed(t, "right", 15*sim.Second, func(t *testing.T, r *sim.Run) {
		require.InDelta(t, 200_000, r.Level(mMovedShare), 10_000, "20 % of the keys move")
		require.Equal(t, r.Level(mMoved), r.Level(mKeys+4), "all of them onto S5")
		least, _ := between(r, mHitShare, 2*sim.Second, 15*sim.Second)
		require.Greater(t, least, int64(760_000))
		_, most := between(r, mRate, 2*sim.Second, 15*sim.Second)
		require.Less(t, most, int64(300), "within its capacity")
		require.Zero(t, r.Level(mRefused)+r.Level(mErrors))
		require.Empty(t, broken(r))
	})
}

func TestTheNaivePresetBreaksTheLawOfMinimalMovesWhenTheNewServerJoins(t *testing.T) {
	r := until(t, start(t, "naive", 42, sim.Full), 5*sim.Second)

	state := r.LawState(lawMinimal)

	require.EqualValues(t, 10118, state.Broken, "the step in which the router lets S5 in")
	rec, ok := r.Record(state.Broken)
	require.True(t, ok)
	require.Equal(t, kJoin, rec.Kind)
	require.Equal(t, nJoined+1, rec.Note)
	require.Equal(t, []string{"I2"}, broken(r))
	require.Equal(t, "Of 8,040 keys moved, 6,054 had nothing to do with the server that changed.", r.LawReason(lawMinimal, sim.EN))
}

func TestFromFourToThreeServersModuloMovesThreeQuarters(t *testing.T) {
	r := until(t, start(t, "shrink", 1, measured), 4*sim.Second)
	require.InDelta(t, 750_000, r.Level(mMovedShare), 10_000)
}

func TestOnTheBrinkOneClickDecides(t *testing.T) {
	calm := until(t, start(t, "brink", 1, measured), 6*sim.Second)
	require.Zero(t, calm.Level(mLoads)+calm.Level(mErrors))
	tipped := until(t, start(t, "brink", 1, measured, "2s:add()"), 6*sim.Second)
	require.Greater(t, tipped.Level(mErrors), int64(500))

	eachSeed(t, "brink-ring", 8*sim.Second, func(t *testing.T, r *sim.Run) {
		require.Less(t, r.Level(mErrors), int64(20), "one more: the origin copes")
	}, "2s:add()")
	eachSeed(t, "brink-ring", 8*sim.Second, func(t *testing.T, r *sim.Run) {
		_, most := between(r, mRate, 2*sim.Second, 8*sim.Second)
		require.Greater(t, most, int64(300), "one fewer: over its capacity")
	}, "2s:remove(s1)")
}

func TestTheDeviationFallsAsTheSheetSays(t *testing.T) {
	for points, band := range map[string][2]int64{"1": {500_000, 1_000_000}, "10": {180_000, 340_000}, "100": {60_000, 105_000}, "200": {40_000, 80_000}, "500": {25_000, 55_000}} {
		r := start(t, "right", 1, measured, "vnodes="+points)
		until(t, r, sim.Second)
		got := r.Level(mSpread)
		require.True(t, got >= band[0] && got <= band[1], "%s points: %d ppm", points, got)
	}
	uneven := until(t, start(t, "one-point", 1, measured), sim.Second)
	require.Greater(t, uneven.Level(mPeak), int64(2_000_000), "one bar twice as tall")
}

func TestADeadServersShareGoesToOneSuccessorOrToEverybody(t *testing.T) {
	receivers := func(preset string) int64 {
		r := until(t, start(t, preset, 1, sim.Full), 4*sim.Second)
		for step := r.StepCount(); step > 0; step-- {
			if rec, ok := r.Record(step); ok && rec.Note == nTakenOut+1 {
				return rec.Args[2]
			}
		}
		return 0
	}
	require.EqualValues(t, 1, receivers("one-point"))
	require.EqualValues(t, 3, receivers("crash"))
}

func TestAServerThatComesBackFindsTheOldPlacementAndAnEmptyCache(t *testing.T) {
	r, m := startModel(t, "crash", 1, measured)
	until(t, r, sim.Second)
	before := m.router.v.place.table
	until(t, r, 6500*sim.Millisecond)

	require.Equal(t, before, m.router.v.place.table)
	require.Less(t, m.servers[1].v.held, int64(500), "it came back cold")
	least, _ := between(r, mHitShare, 6*sim.Second, 6500*sim.Millisecond)
	require.Less(t, least, int64(1_000_000))
}

func TestAHotKeyLoadsOneServerAndBoundedLoadsSpillOver(t *testing.T) {
	share := func(preset string, more ...string) (most int64) {
		r := until(t, start(t, preset, 3, measured, more...), 8*sim.Second)
		require.Empty(t, broken(r))
		for i := range maxServers {
			most = max(most, r.Level(mReads+sim.Metric(i)))
		}
		return most
	}
	require.Greater(t, share("hot-key"), int64(380_000))
	require.LessOrEqual(t, share("bounded"), int64(312_500), "1.25 × a quarter")
	require.Less(t, share("replicas"), share("hot-key", "servers=6")*8/10)
	spilled := until(t, start(t, "bounded", 3, measured), 8*sim.Second)
	require.Greater(t, spilled.Level(mSpilled), int64(200))
}

func TestJumpIsMinimalAtTheEndOnly(t *testing.T) {
	r := start(t, "jump", 1, measured)
	until(t, r, 5*sim.Second)
	require.InDelta(t, 200_000, r.Level(mMovedShare), 15_000)
	until(t, r, 12*sim.Second)
	require.Greater(t, r.Level(mMovedShare), int64(400_000))

	last := until(t, start(t, "jump", 1, measured, "8s:remove(s5)"), 9*sim.Second)
	require.InDelta(t, 200_000, last.Level(mMovedShare), 15_000)
}

func TestAHeavierServerGetsItsShareAndNobodyElseMoves(t *testing.T) {
	for _, mode := range []string{"ring", "rendezvous"} {
		r := until(t, start(t, "weight", 1, measured, "mode="+mode), 4*sim.Second)
		require.Empty(t, broken(r))
		require.InDelta(t, 4000, r.Level(mKeys), 350, "%s: two of five", mode)
		until(t, start(t, "weight", 1, measured, "mode="+mode, "3s:weight(s1,1)"), 4*sim.Second)
	}
}

func TestPlacementsDependOnTheSetOfServersOnly(t *testing.T) {
	hashes := keyHashes(2000)
	source := rng.New(5)
	for mode := int64(modeModulo); mode <= modeJump; mode++ {
		for range 12 {
			set := settings{mode, 1 + int64(source.Below(60)), 1 + int64(source.Below(3)), 105 + int64(source.Below(90))}
			var w weights
			p := place(set, w, hashes, false)
			for range 8 {
				w[source.Below(maxServers)] = int8(source.Below(maxWeight + 1))
				p = p.with(w, hashes)
			}
			fresh := place(set, w, hashes, true)
			require.Equal(t, fresh.table, p.table, "mode %d", mode)
			require.Equal(t, fresh.counts, p.counts)
		}
	}
}

func TestZipfFollowsItsLaw(t *testing.T) {
	for _, exponent := range []int64{60, 100, 140} {
		var z zipf
		z.prepare(1000, exponent)
		source := rng.New(uint64(exponent))
		counts, n := make([]float64, 1000), 200_000
		for range n {
			counts[z.draw(&source)]++
		}
		norm := 0.0
		for i := range counts {
			norm += math.Pow(float64(i+1), -float64(exponent)/100)
		}
		for i := range 20 {
			p := math.Pow(float64(i+1), -float64(exponent)/100) / norm
			require.InDelta(t, p, counts[i]/float64(n), 5*math.Sqrt(p*(1-p)/float64(n)), "rank %d of %d", i+1, exponent)
		}
	}
	require.InDelta(t, math.Pow(100_000, 1.4), power(100_000, 140), 1)
	require.Equal(t, 1.0, power(7, 0))
}

func TestTheHotKeyChangesNoOtherRead(t *testing.T) {
	for i := range 3 {
		cool := until(t, start(t, "brink", uint64(i), measured), 2*sim.Second)
		hot := until(t, start(t, "brink", uint64(i), measured, "1s:hotkey()"), 2*sim.Second)
		require.Equal(t, cool.Level(mSent), hot.Level(mSent), "common random numbers")
	}
}

func TestTheKeysAreHashedByTheirNames(t *testing.T) {
	require.EqualValues(t, hashing.XXH64("user:7312", 0), uint64(keyHashes(8000)[7312]))
}

// Putting a parameter to its own value, or forth and back at one instant, is a step of
// the log and nothing else.
func TestAParameterPutToItsOwnValueOrForthAndBackChangesNothing(t *testing.T) {
	for i := range Scenario.Params {
		p := &Scenario.Params[i]
		if p.Fixed {
			continue
		}
		settings := []string{"rps=500", "keys=800", "replicas=2", "zipf=80", "2s:crash(s2)", "3s:weight(s1,2)", "4500ms:restart(s2)"}
		for _, mode := range []string{"ring-bounded", "rendezvous"} {
			settings := append([]string{"mode=" + mode}, settings...)
			own := p.Format(spec(t, "brink", 3, settings...).Params[i])
			other := fmt.Sprint(p.Min)
			if len(p.Choices) > 0 {
				other = p.Choices[0].ID
			}
			require.NotEqual(t, own, other)
			plain, want := startModel(t, "brink", 3, measured, settings...)
			until(t, plain, 7*sim.Second)
			for _, script := range [][]string{{own}, {other, own}} {
				more := append([]string{}, settings...)
				for _, when := range []string{"1500ms", "2300ms", "4s", "4600ms"} {
					for _, value := range script {
						more = append(more, when+":set("+p.ID+","+value+")")
					}
				}
				r, got := startModel(t, "brink", 3, measured, more...)
				until(t, r, 7*sim.Second)
				for i := range Scenario.Metrics {
					require.Equal(t, plain.Levels(sim.Metric(i)), r.Levels(sim.Metric(i)), "%s %v: %s", p.ID, script, Scenario.Metrics[i].ID)
					require.Equal(t, plain.Samples(sim.Metric(i)), r.Samples(sim.Metric(i)))
				}
				require.Equal(t, want.router.v, got.router.v, "%s %v", p.ID, script)
				require.Equal(t, want.clients.v, got.clients.v)
			}
		}
	}
}

// A setting or a server that changes for good does not forget who was read how often.
func TestTheLastReadsSurviveAnotherPlacement(t *testing.T) {
	for _, c := range []struct {
		change string
		gone   int // the server that leaves; -1
	}{{"set(vnodes,130)", -1}, {"set(loadFactor,200)", -1}, {"set(loadFactor,105)", -1}, {"weight(s1,2)", -1}, {"add()", -1}, {"remove(s3)", 2}, {"set(mode,ring)", -1}} {
		r, m := startModel(t, "bounded", 1, measured, "2990ms:"+c.change)
		until(t, r, 2985*sim.Millisecond)
		before := m.router.v
		require.EqualValues(t, window, before.filled)
		until(t, r, 3*sim.Second)
		after := &m.router.v

		require.NotEqual(t, before.place, after.place, c.change)
		require.Greater(t, after.filled, int64(window/2), c.change)
		sum := int64(0)
		for i, n := range after.reads {
			sum += n
			if i == c.gone {
				require.Zero(t, n, c.change)
			} else if before.reads[i] > 0 && after.bounded == nil {
				require.InDelta(t, before.reads[i], n, 25, "%s: s%d", c.change, i+1)
			}
			if after.bounded != nil && i != c.gone && after.place.weights[i] > 0 {
				member := after.bounded.Loads()[m.router.member(i)]
				require.Equal(t, n, member, "%s: what is counted is what is capped", c.change)
				require.LessOrEqual(t, n, after.bounded.Caps()[m.router.member(i)])
				require.GreaterOrEqual(t, n, min(before.reads[i]-25, after.bounded.Caps()[m.router.member(i)]-25), "%s: s%d keeps what has room", c.change, i+1)
			}
		}
		require.Equal(t, after.filled, sum, c.change)
		require.Empty(t, broken(r), c.change)
		until(t, r, 6*sim.Second)
		require.EqualValues(t, window, after.filled, c.change)
		require.Empty(t, broken(r), c.change)
	}
}
