package scenarios

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/algorithms"
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/rng"
	"github.com/kookmin-msa-study/msalab/sim/scene"
)

// What every scenario must do, whatever it is about.

func each(t *testing.T, test func(t *testing.T, sc *sim.Scenario)) {
	t.Helper()
	for _, sc := range All {
		t.Run(sc.ID, func(t *testing.T) { test(t, sc) })
	}
}

func newRun(t *testing.T, spec sim.Spec) *sim.Run {
	t.Helper()
	r, err := sim.NewRun(spec, sim.Full)
	require.NoError(t, err)
	return r
}

func TestIdsAreUniqueAndWellFormed(t *testing.T) {
	seen := map[string]bool{}
	form := regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	each(t, func(t *testing.T, sc *sim.Scenario) {
		require.Regexp(t, form, sc.ID)
		require.False(t, seen[sc.ID], "twice in the catalogue")
		seen[sc.ID] = true
		require.True(t, slices.ContainsFunc(sim.Themes, func(th sim.Theme) bool { return th.ID == sc.Theme }), "theme %q", sc.Theme)
		require.Positive(t, sc.Pace)
		require.Positive(t, sc.Horizon)
		require.GreaterOrEqual(t, len(sc.Presets), 2, "naive and right")
		require.NotEmpty(t, sc.Laws)
	})
}

func TestTalksCanNameEveryKindAndEveryNote(t *testing.T) {
	form := regexp.MustCompile(`^[A-Za-z][A-Za-z0-9?-]*( [a-z]+)*$`)
	each(t, func(t *testing.T, sc *sim.Scenario) {
		notes, kinds := map[string]bool{}, map[string]bool{}
		for i, n := range sc.Notes {
			require.Regexp(t, form, n.Name, "note %d", i)
			require.False(t, notes[n.Name], "two notes are called %s", n.Name)
			notes[n.Name] = true
		}
		for i, k := range sc.Kinds {
			require.Regexp(t, form, k.Name, "kind %d", i)
			require.False(t, kinds[k.Name], "two kinds are called %s", k.Name)
			kinds[k.Name] = true
		}
	})
}

// texts gathers every phrase of a scenario with where it stands.
func texts(sc *sim.Scenario) map[string]sim.Text {
	out := map[string]sim.Text{"title": sc.Title, "summary": sc.Summary}
	for _, p := range sc.Params {
		out["param "+p.ID] = p.Name
		for _, c := range p.Choices {
			out["choice "+p.ID+" "+c.ID] = c.Name
		}
	}
	for _, p := range sc.Presets {
		out["preset "+p.ID], out["preset says "+p.ID] = p.Name, p.Says
	}
	for _, f := range sc.Faults {
		out["fault "+f.ID] = f.Title
	}
	for _, k := range sc.Kinds {
		out["kind "+k.Name] = k.Says
	}
	for i, n := range sc.Notes {
		out["note "+string(rune('a'+i))] = n.Says
	}
	for _, m := range sc.Metrics {
		out["metric "+m.ID] = m.Name
	}
	for _, l := range sc.Laws {
		out["law "+l.ID], out["law says "+l.ID], out["law broken "+l.ID] = l.Name, l.Says, l.Broken
	}
	for _, f := range sc.Contrast.Figures {
		out["figure "+f.Name.EN] = f.Name
		for i, optional := range []sim.Text{f.Title, f.Grows, f.Says} {
			if optional != (sim.Text{}) {
				out["figure "+f.Name.EN+" "+string(rune('a'+i))] = optional
			}
		}
	}
	for action, text := range sc.Contrast.After {
		out["after "+action] = text
	}
	return out
}

func TestEveryPhraseIsThereInBothLanguages(t *testing.T) {
	hangul := regexp.MustCompile(`\p{Hangul}`)
	polite := regexp.MustCompile(`니다[.!?]?$`)
	particle := regexp.MustCompile(`\}\*?(이|가|은|는|을|를|과|와|으로|로)( |,|\.|$)`)
	each(t, func(t *testing.T, sc *sim.Scenario) {
		for where, text := range texts(sc) {
			require.NotEmpty(t, text.KO, "%s: Korean", where)
			require.NotEmpty(t, text.EN, "%s: English", where)
			require.False(t, hangul.MatchString(text.EN), "%s: Hangul in the English %q", where, text.EN)
			require.False(t, polite.MatchString(text.KO), "%s: 합니다체 in %q", where, text.KO)
			require.False(t, particle.MatchString(text.KO), "%s: a fixed particle after a variable in %q", where, text.KO)
			require.Zero(t, strings.Count(text.KO, "*")%2, "%s: emphasis left open in %q", where, text.KO)
			require.Zero(t, strings.Count(text.EN, "*")%2, "%s: emphasis left open in %q", where, text.EN)
		}
	})
}

func TestEveryScenarioSaysWhatItModelsAndWhereItsDefaultsComeFrom(t *testing.T) {
	each(t, func(t *testing.T, sc *sim.Scenario) {
		require.GreaterOrEqual(t, len(sc.Modelled), 3)
		require.GreaterOrEqual(t, len(sc.Omitted), 2)
		for _, text := range append(append([]sim.Text{}, sc.Modelled...), sc.Omitted...) {
			require.NotEmpty(t, text.KO)
			require.NotEmpty(t, text.EN)
		}
		for _, p := range sc.Params {
			require.NotEmpty(t, p.Real, "parameter %s: the real system's setting it stands for", p.ID)
			require.NotEmpty(t, p.Source, "parameter %s: where the default comes from", p.ID)
		}
	})
}

func TestEveryMarkPointsAtAFunctionThatIsThere(t *testing.T) {
	each(t, func(t *testing.T, sc *sim.Scenario) {
		marks := map[string]bool{}
		for _, k := range sc.Kinds {
			marks[k.Code] = true
		}
		for _, n := range sc.Notes {
			marks[n.Code] = true
		}
		delete(marks, "")
		for mark := range marks {
			_, err := algorithms.Find(mark)
			require.NoError(t, err)
		}
	})
}

func TestEveryPresetAndFaultIsAccepted(t *testing.T) {
	each(t, func(t *testing.T, sc *sim.Scenario) {
		for i := range sc.Presets {
			spec, err := sc.Apply(&sc.Presets[i], 1)
			require.NoError(t, err, sc.Presets[i].ID)
			newRun(t, spec).StepTo(200)
		}
		for _, f := range sc.Faults {
			r := newRun(t, sim.Spec{Scenario: sc, Seed: 1})
			r.StepTo(200)
			for _, call := range f.Do {
				a, err := sim.ParsePress(call, r.Now())
				require.NoError(t, err, call)
				require.NoError(t, r.Do(a), call)
			}
			r.StepTo(600)
		}
	})
}

func TestOneSeedTwiceAgreesAndOtherSeedsDiffer(t *testing.T) {
	each(t, func(t *testing.T, sc *sim.Scenario) {
		digests := map[uint64]bool{}
		for seed := range uint64(4) {
			a, b := newRun(t, sim.Spec{Scenario: sc, Seed: seed}), newRun(t, sim.Spec{Scenario: sc, Seed: seed})
			a.StepTo(1500)
			b.StepTo(1500)
			require.Equal(t, a.Digest(), b.Digest())
			digests[a.Digest()] = true
		}
		require.Len(t, digests, 4)
	})
}

// randomFaults makes a list of faults that a person could cause, all healed
// before the end.
func randomFaults(sc *sim.Scenario, seed uint64) []sim.Action {
	s := rng.Named(seed, "test faults")
	r, _ := sim.NewRun(sim.Spec{Scenario: sc, Seed: 1}, sim.Options{})
	nodes := r.Nodes()
	pick := func() string { return nodes[s.Below(uint64(len(nodes)))].Name }
	var out []sim.Action
	at := sim.Second
	add := func(call string) {
		a, err := sim.ParseCall(call)
		if err != nil {
			panic(err)
		}
		a.Timed, a.At = true, at
		at += sim.Time(s.Uniform(1, 400)) * sim.Millisecond
		out = append(out, a)
	}
	for range 6 {
		n, m := pick(), pick()
		switch s.Below(6) {
		case 0:
			add("crash(" + n + ")")
			add("restart(" + n + ")")
		case 1:
			add("pause(" + n + ",300ms)")
		case 2:
			add("slow(" + n + ",8)")
			add("slow(" + n + ",1)")
		case 3:
			add("isolate(" + n + ")")
			add("heal()")
		case 4:
			if n != m {
				add("loss(" + n + "-" + m + ",30)")
				add("dup(" + n + "-" + m + ",30)")
			}
		case 5:
			if n != m {
				add("reorder(" + n + "-" + m + ",50)")
				add("cut(" + n + ">" + m + ")")
			}
		}
	}
	add("heal()")
	return out
}

func TestARunGoesOnTheSameFromACheckpointUnderFaults(t *testing.T) {
	each(t, func(t *testing.T, sc *sim.Scenario) {
		for seed := range uint64(6) {
			spec := sim.Spec{Scenario: sc, Seed: seed, Actions: randomFaults(sc, seed)}
			straight := newRun(t, spec)
			for _, step := range []int64{1000, 5000, 9000} {
				straight.StepTo(step)
				require.NoError(t, straight.CheckState(), "seed %d, step %d", seed, step)
			}

			tl, err := sim.NewTimeline(spec, sim.Full)
			require.NoError(t, err)
			for _, step := range []int64{9000, 3000, 9000, 4500, 9000} {
				tl.SeekStep(step)
				tl.Settle()
			}
			require.Empty(t, sim.Difference(straight, tl.Run()), "seed %d", seed)
			require.Equal(t, straight.Digest(), tl.Run().Digest(), "seed %d", seed)
		}
	})
}

func TestEveryStepExplainsItselfInBothLanguages(t *testing.T) {
	each(t, func(t *testing.T, sc *sim.Scenario) {
		s := &scene.Scene{}
		for seed := range uint64(4) {
			r := newRun(t, sim.Spec{Scenario: sc, Seed: seed, Actions: randomFaults(sc, seed)})
			for r.StepCount() < 4000 && r.Step() {
				rec, ok := r.Last()
				require.True(t, ok)
				for _, lang := range []sim.Lang{sim.KO, sim.EN} {
					said := r.Caption(rec, lang).Plain()
					require.NotEmpty(t, said, "step %d, kind %s, op %s", rec.Step, sc.Kind(rec.Kind).Name, rec.Op)
					require.NotContains(t, said, "{", "step %d: a placeholder is left", rec.Step)
					require.NotContains(t, said, "¿", "step %d: an unknown word in %q", rec.Step, said)
					if rec.Step%97 == 0 {
						r.Scene(s, lang)
					}
				}
			}
		}
	})
}

func TestEveryLimitOfEveryParameterRuns(t *testing.T) {
	each(t, func(t *testing.T, sc *sim.Scenario) {
		for i := range sc.Params {
			p := &sc.Params[i]
			values := []int64{p.Min, p.Max}
			if len(p.Choices) > 0 {
				values = values[:0]
				for c := range p.Choices {
					values = append(values, int64(c))
				}
			}
			for _, v := range values {
				spec := sim.Spec{Scenario: sc, Seed: 1, Params: sc.Defaults()}
				require.NoError(t, sc.Set(spec.Params, p.ID, p.Format([]int64{v})))
				r := newRun(t, spec)
				r.StepTo(1500)
				if p.Fixed {
					continue
				}
				r = newRun(t, sim.Spec{Scenario: sc, Seed: 1})
				r.StepTo(700)
				require.NoError(t, r.Do(sim.Action{Name: "set", Args: []string{p.ID, p.Format([]int64{v})}}))
				r.StepTo(1500)
			}
		}
	})
}

func TestSteppingAllocatesNothingInASteadyState(t *testing.T) {
	each(t, func(t *testing.T, sc *sim.Scenario) {
		right, err := sc.Apply(&sc.Presets[1], 1)
		require.NoError(t, err)
		right.Actions = nil
		opts := sim.Full
		opts.Metrics = false // histories grow by design
		opts.Trace = 4096
		r, err := sim.NewRun(right, opts)
		require.NoError(t, err)
		r.StepTo(60_000)
		allocs := testing.AllocsPerRun(5, func() {
			for range 2000 {
				r.Step()
			}
		})
		require.Zero(t, allocs, "per 2,000 steps")
	})
}

func BenchmarkSteps(b *testing.B) {
	for _, sc := range All {
		for _, c := range []struct {
			name string
			opts sim.Options
		}{{"bare", sim.Options{}}, {"full", sim.Full}} {
			b.Run(sc.ID+"/"+c.name, func(b *testing.B) {
				spec, err := sc.Apply(&sc.Presets[1], 1)
				require.NoError(b, err)
				spec.Actions = nil
				r, err := sim.NewRun(spec, c.opts)
				require.NoError(b, err)
				r.StepTo(50_000)
				b.ReportAllocs()
				b.ResetTimer()
				r.StepTo(50_000 + int64(b.N))
			})
		}
	}
}

func BenchmarkSeek(b *testing.B) {
	for _, sc := range All {
		b.Run(sc.ID, func(b *testing.B) {
			spec, err := sc.Apply(&sc.Presets[1], 1)
			require.NoError(b, err)
			tl, err := sim.NewTimeline(spec, sim.Full)
			require.NoError(b, err)
			tl.SeekStep(100_000)
			tl.Settle()
			at := rng.New(1)
			b.ResetTimer()
			for range b.N {
				tl.SeekStep(int64(at.Below(100_000)))
				tl.Settle()
			}
		})
	}
}
