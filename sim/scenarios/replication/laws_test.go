package replication

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	rules "github.com/kookmin-msa-study/msalab/algorithms/replication"
	"github.com/kookmin-msa-study/msalab/sim"
)

// Every law under every fault button, in every mode, with and without fencing, left
// standing or healed: which laws break, and why each sentence is false then. Reads go
// to a replica that has the session's write.
func TestEachFaultBreaksOnlyTheLawsWhoseSentenceItMakesFalse(t *testing.T) {
	want := map[string][2]string{ // left standing, healed at 17 s; what is not here breaks nothing
		// What no replica had received is lost.
		"async, fencing on, crash-primary": {"I2", "I2"},
		// Until its lease ends, the old primary acknowledges alone.
		"async, fencing on, partition-primary": {"I2", "I2"},
		// Nobody tells the old primary that is back to follow.
		"async, fencing off, crash-primary":     {"I2", "I2 I5"},
		"semi-sync, fencing off, crash-primary": {"", "I5"},
		"sync-all, fencing off, crash-primary":  {"", "I5"},
		// Nor to stop. Semi-sync turns itself off there after ten seconds, and then
		// acknowledges alone, too; sync-all accepts and never acknowledges.
		"async, fencing off, partition-primary":     {"I2 I3", "I2 I3 I5"},
		"semi-sync, fencing off, partition-primary": {"I2 I3", "I2 I3 I5"},
		"sync-all, fencing off, partition-primary":  {"I3", "I3 I5"},
	}
	found := 0
	for _, mode := range []string{"async", "semi-sync", "sync-all"} {
		for _, fencing := range []string{"on", "off"} {
			for _, fault := range Scenario.Faults {
				name := mode + ", fencing " + fencing + ", " + fault.ID
				if _, ok := want[name]; ok {
					found++
				}
				for i, healing := range [][]string{nil, {"17s:heal()", "17s:restart(p)", "17s:slow(r1,1)"}} {
					settings := set("mode", mode, "fencing", fencing, "readFrom", "read-your-writes", "writeRps", "50", "readRps", "50")
					r := start(t, 1, sim.Full, settings, append(at("3s", fault.Do...), healing...)...)
					runUntil(t, r, 40*sim.Second)
					require.Equal(t, want[name][i], broken(r), "%s, healed: %t", name, i == 1)
				}
			}
		}
	}
	require.Len(t, want, found, "every line of the table is a fault button's")
}

// A law that nothing can break says nothing: each is broken by a run in which its
// sentence is false, planted where no setting does it.
func TestEveryLawCanBreak(t *testing.T) {
	seen := map[string]bool{}
	note := func(r *sim.Run) {
		for _, id := range strings.Fields(broken(r)) {
			seen[id] = true
		}
	}
	note(preset(t, "split-brain", 1))
	still := map[string]string{}
	note(planted(t, 1, still, func(m *model, _ sim.Time) { // I1: a replica holds something else
		if log := &m.copies[1].d.log; log.End() > 50 {
			log.Truncate(log.End() - 1)
			log.Append(rules.Entry{Epoch: 1, Value: 9})
		}
	}, 3*sim.Second))
	note(planted(t, 1, set("readFrom", "any-replica"), func(m *model, _ sim.Time) { // I4: any replica, where only some will do
		for i := range m.clients[0].v.reads {
			m.clients[0].v.reads[i].strict = true
		}
	}, 3*sim.Second))
	note(planted(t, 1, still, func(m *model, now sim.Time) { // I6: nobody gets a lease
		m.copies[0].v.lease, m.fm.v.heard[0] = 0, now
		m.fm.v.leaseUntil = now + sim.Second
	}, 30*sim.Second))
	note(planted(t, 1, still, func(m *model, _ sim.Time) { // I7: a newer epoch was promised, and it goes on
		m.copies[0].d.fence.Accept(2)
	}, sim.Second))
	for _, law := range Scenario.Laws {
		require.True(t, seen[law.ID], "%s %s", law.ID, law.Name.EN)
	}
}

func TestAWriteSentInAnOlderEpochIsRefused(t *testing.T) {
	// app2 hears nothing of epochs 2 and 3; p leads again in epoch 3, and app2 writes on as in epoch 1.
	do := []string{"1s:cut(app2-router)", "2s:pause(p,5s)", "14s:crash(r1)"}
	r := start(t, 1, sim.Full, set("mode", "semi-sync"), do...)
	runUntil(t, r, 24*sim.Second)

	refused := 0
	for i := int64(1); i <= r.StepCount(); i++ {
		if rec, ok := r.Record(i); ok && rec.Note == nRefused+1 && rec.Args[0] == oldEpoch {
			refused++
		}
	}
	require.EqualValues(t, 2, r.Level(mFailovers), "p, r1, p again")
	require.Greater(t, refused, 100)
	require.Zero(t, r.LawState(lawFenced).Broken)
}

func TestAReplicaThatIsBehindSaysSoWhateverTheClientBelieves(t *testing.T) {
	believes := func(m *model, _ sim.Time) { // that every replica has applied everything
		for _, app := range m.clients {
			for i := range app.v.known {
				app.v.known[i] = 1 << 40
			}
		}
	}
	r := planted(t, 1, set("mode", "semi-sync", "readFrom", "read-your-writes", "applyDelay", "2000"), believes, 5*sim.Second)

	require.NotEmpty(t, noteSteps(r, nBehind))
	require.NotEmpty(t, noteSteps(r, nToPrimary))
	require.Zero(t, r.Level(mOwnStale))
	require.Empty(t, broken(r))
}

// What a setting is changed to and back within a moment, or to what it was, changes
// nothing but the log.
func TestASettingSetToItsOwnValueOrForthAndBackChangesNothing(t *testing.T) {
	type event struct {
		at   sim.Time
		kind sim.Kind
		op   sim.Op
		node sim.NodeID
		abcd [4]int64
		note sim.Note
	}
	history := func(r *sim.Run) (out []event) {
		for i := int64(1); i <= r.StepCount(); i++ {
			if rec, ok := r.Record(i); ok && rec.Op != sim.Acted {
				out = append(out, event{rec.At, rec.Kind, rec.Op, rec.Node, [4]int64{rec.A, rec.B, rec.C, rec.D}, rec.Note})
			}
		}
		return out
	}
	modes := []string{"semi-sync", "async", "sync-all"}
	if testing.Short() {
		modes = modes[:1]
	}
	for _, mode := range modes {
		settings := set("mode", mode, "semiSyncTimeout", "1500", "readFrom", "read-your-writes", "writeRps", "40", "readRps", "40")
		faults := []string{"2s:pause(r1,2s)", "2s:pause(r2,3s)", "7s:crash(p)", "13s:restart(p)"}
		plain := start(t, 1, sim.Full, settings, faults...)
		runUntil(t, plain, 18*sim.Second)
		for i, p := range Scenario.Params {
			if p.Fixed {
				continue
			}
			value := fmt.Sprint(plain.Param(i)[0])
			other := []string{fmt.Sprint(p.Min), fmt.Sprint(p.Max)}
			if len(p.Choices) > 0 {
				value, other = p.Choices[plain.Param(i)[0]].ID, nil
				for _, c := range p.Choices {
					other = append(other, c.ID)
				}
			}
			do := append([]string{}, faults...)
			for _, when := range []string{"1005ms", "3200ms", "4001ms", "8s", "9s", "11s", "15s"} {
				do = append(do, when+":set("+p.ID+","+value+")")
				for _, o := range other {
					do = append(do, when+":set("+p.ID+","+o+")", when+":set("+p.ID+","+value+")")
				}
			}
			r := start(t, 1, sim.Full, settings, do...)
			runUntil(t, r, 18*sim.Second)
			require.Equal(t, history(plain), history(r), "%s %s", mode, p.ID)
			for m := range Scenario.Metrics {
				require.Equal(t, plain.Level(sim.Metric(m)), r.Level(sim.Metric(m)), "%s %s: %s", mode, p.ID, Scenario.Metrics[m].ID)
			}
		}
	}
}

func TestNoTwoPresetsAreOneRun(t *testing.T) {
	seen := map[string]string{}
	for _, p := range Scenario.Presets {
		r := start(t, 1, sim.Options{Digests: true}, p.Set, p.Do...)
		runUntil(t, r, p.Until)
		key := fmt.Sprintf("%016x", r.Digest())
		require.Empty(t, seen[key], "%s is the same run", p.ID)
		seen[key] = p.ID
	}
}

func TestThePresetsOfOneCrashDifferFromNaiveAndRightInTheModeAlone(t *testing.T) {
	for crash, like := range map[string]string{"crash-async": "right", "crash-semi-sync": "naive"} {
		a, b := Scenario.Preset(crash), Scenario.Preset(like)
		require.Equal(t, a.Do, b.Do)
		of := func(p *sim.Preset) sim.Values {
			values := Scenario.Defaults()
			for name, text := range p.Set {
				require.NoError(t, Scenario.Set(values, name, text))
			}
			return values
		}
		for i := range Scenario.Params {
			require.Equal(t, i != pMode, fmt.Sprint(of(a)[i]) == fmt.Sprint(of(b)[i]), "%s %s", crash, Scenario.Params[i].ID)
		}
	}
}

func TestAReplicaThatDoesNotKnowWhereItsLogPartsAnswersNoRead(t *testing.T) {
	r := planted(t, 1, set("readFrom", "any-replica"), func(m *model, now sim.Time) {
		if now > sim.Second {
			m.copies[1].d.synced = false
		}
	}, 2*sim.Second)

	r1 := sim.NodeID(0)
	for i := int64(1); i <= r.StepCount(); i++ {
		rec, ok := r.Record(i)
		if !ok || rec.Kind != kRead || rec.Op != sim.Delivered || rec.At < 1100*sim.Millisecond {
			continue
		}
		if rec.Note == nBehind+1 {
			r1 = rec.Node
		}
	}
	require.NotZero(t, r1, "it says that it is catching up")
	for i := int64(1); i <= r.StepCount(); i++ {
		if rec, ok := r.Record(i); ok && rec.Kind == kValue && rec.Op == sim.Delivered && rec.Peer == r1 && rec.At > 1100*sim.Millisecond {
			require.EqualValues(t, readBehind, rec.D)
		}
	}
}
