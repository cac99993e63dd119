package saga

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/rng"
)

var nodeNames = []string{"client", "orch", "order", "stock", "payment", "delivery"}

// trouble draws faults that a person could cause, all over after 12 s.
func trouble(s *rng.Stream) []string {
	out := []string{}
	at := int64(300)
	add := func(call string) {
		out = append(out, fmt.Sprintf("%dms:%s", at, call))
		at += s.Uniform(1, 900)
	}
	node := func() string { return nodeNames[s.Below(uint64(len(nodeNames)))] }
	service := func() string { return nodeNames[2+s.Below(4)] }
	for range 8 {
		switch s.Below(12) {
		case 0:
			add(fmt.Sprintf("crash(%s,%dms)", node(), s.Uniform(50, 4000)))
		case 1:
			add(fmt.Sprintf("crash(orch,%dms)", s.Uniform(50, 3000)))
		case 2:
			add(fmt.Sprintf("pause(%s,%dms)", node(), s.Uniform(50, 3000)))
		case 3:
			add(fmt.Sprintf("slow(%s,%d)", service(), s.Uniform(2, 40)))
		case 4:
			add("cut(orch>" + service() + ")")
		case 5:
			add("cut(" + service() + ">orch)")
		case 6:
			add(fmt.Sprintf("loss(orch-%s,%d)", service(), s.Uniform(5, 60)))
			add(fmt.Sprintf("dup(orch-%s,%d)", service(), s.Uniform(5, 80)))
		case 7:
			add(fmt.Sprintf("reorder(orch-%s,%d)", service(), s.Uniform(5, 100)))
		case 8:
			add(fmt.Sprintf("failundo(%s,%d)", service(), s.Uniform(1, 8)))
		case 9:
			add("lose(" + service() + ")")
		case 10:
			add("stall(" + service() + ")")
			add("repeat(" + service() + ")")
		case 11:
			add("refuse(" + service() + ")")
			add(fmt.Sprintf("dup(client-orch,%d)", s.Uniform(5, 80)))
		}
	}
	at = max(at, 12_000)
	for _, n := range nodeNames {
		add("restart(" + n + ")")
		add("slow(" + n + ",1)")
		add("resume(" + n + ")")
	}
	add("heal()")
	add("resolve()")
	return out
}

func TestInTheRightSettingsEveryLawHoldsUnderRandomFaults(t *testing.T) {
	const runs = 600
	for seed := range uint64(runs) {
		stream := rng.Named(seed, "trouble")
		settings := set("stepOrder", []string{"stock-first", "payment-first"}[seed%2], "semanticLock", "on",
			"sagaRps", fmt.Sprint(stream.Uniform(1, 8)), "compFailPct", []string{"0", "30"}[seed/2%2], "paymentFailPct", []string{"0", "20"}[seed/4%2])
		do := trouble(&stream)
		r := start(t, seed, settings, do...)
		runUntil(t, r, 30*sim.Second)

		require.Empty(t, broken(r), "msalab run saga --seed %d %v --do %q", seed, settings, do)
		require.Zero(t, r.Level(mForgotten)+r.Level(mMoney)+r.Level(mDoubles), "seed %d", seed)
		require.Positive(t, r.Level(mCompleted), "seed %d: it goes on once all is healed", seed)
	}
}

func TestOnceAllIsHealedEverySagaEndsInTime(t *testing.T) {
	for seed := range uint64(40) {
		stream := rng.Named(seed, "trouble")
		r := start(t, seed, set("stepOrder", "stock-first", "sagaRps", "3"), trouble(&stream)...)
		runUntil(t, r, 75*sim.Second)

		require.Empty(t, broken(r), "seed %d", seed)
		require.LessOrEqual(t, r.Level(mRunning), int64(4), "seed %d", seed)
	}
}

func TestWithoutIdempotencyRandomFaultsBreakOnlyItsLaws(t *testing.T) {
	for seed := range uint64(60) {
		stream := rng.Named(seed, "trouble")
		r := start(t, seed, set("idempotency", "off", "stepOrder", "stock-first"), trouble(&stream)...)
		runUntil(t, r, 25*sim.Second)

		require.Contains(t, []string{"", "I4", "I5", "I4 I5"}, broken(r), "seed %d", seed)
	}
}

func TestTheCrashMayComeAtAnyInstantOfASaga(t *testing.T) {
	for _, order := range []string{"stock-first", "payment-first"} {
		for _, fail := range []string{"0", "100"} {
			for at := 95; at < 720; at += 5 {
				r := start(t, 1, one("stepOrder", order, "stockFailPct", fail), fmt.Sprintf("%dms:crash(orch,500ms)", at))
				runUntil(t, r, 5500*sim.Millisecond)

				require.Empty(t, broken(r), "%s at %d ms", order, at)
				require.Zero(t, r.Level(mForgotten)+r.Level(mStuck), "%s at %d ms", order, at)
				state := r.Level(mCompensated)
				if fail == "0" {
					state = r.Level(mCompleted)
				}
				require.GreaterOrEqual(t, state, int64(3), "%s at %d ms", order, at)
			}
		}
	}
}

func TestTheOrchestratorTurnsSagasAwayWhenTooManyAreOpen(t *testing.T) {
	r := start(t, 1, set("sagaRps", "50", "stepOrder", "stock-first"), "1s:crash(delivery,20s)")
	runUntil(t, r, 80*sim.Second)

	require.NotEmpty(t, saidSteps(r, nBusy))
	require.Empty(t, broken(r))
	require.LessOrEqual(t, r.Level(mRunning), int64(60))
}

func TestAVerbOnANodeThatIsNoServiceSaysSo(t *testing.T) {
	r := start(t, 1, nil, "1s:lose(client)")
	runUntil(t, r, 2*sim.Second)

	said := saidSteps(r, nNotAService)
	require.Len(t, said, 1)
	require.Contains(t, r.Caption(said[0], sim.EN).Plain(), "nothing changes")
}
