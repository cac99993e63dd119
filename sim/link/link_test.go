package link

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/scene"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

type still struct{}

func (still) Start(*sim.Ctx)                 {}
func (still) Handle(*sim.Ctx, *sim.Event)    {}
func (still) State() (volatile, durable any) { return nil, nil }
func (still) Check(*sim.Laws)                {}
func (still) Draw(*sim.View, *scene.Scene)   {}

// fakes is a catalogue of two scenarios in which nothing happens.
func fakes() []*sim.Scenario {
	build := func(s *sim.Setup) sim.Model {
		for _, name := range []string{"n1", "n2", "n3"} {
			s.Node(sim.NodeInfo{Name: name}, still{})
		}
		return still{}
	}
	modes := []sim.Choice{{ID: "async"}, {ID: "semi-sync"}, {ID: "sync-all"}}
	return []*sim.Scenario{
		{ID: "replication", Horizon: sim.Second, Build: build, Params: []sim.Param{
			{ID: "replicas", Min: 1, Max: 4, Default: []int64{2}},
			{ID: "mode", Choices: modes, Default: []int64{0}},
			{ID: "ship", Unit: sim.MS, Min: 1, Max: 5000, Default: []int64{100}},
			{ID: "weights", Min: 0, Max: 100, Default: []int64{10, 10, 10, 40}},
		}},
		{ID: "raft", Horizon: sim.Second, Build: build},
	}
}

func crash(step int64, node string) sim.Action {
	return sim.Action{Step: step, Name: "crash", Args: []string{node}}
}

func TestTheLinkOfTheArchitectureDecodesToWhatItSays(t *testing.T) {
	text := "#/replication?v=1&seed=7&p=mode:semi-sync,replicas:3&a=120:crash(n1),300:heal(n1-n3)&at=412&lang=ko"

	l, err := Decode(text, fakes())

	require.NoError(t, err)
	require.Equal(t, Link{ID: "replication", Seed: 7, At: 412, Lang: sim.KO,
		Params:  sim.Values{{3}, {1}, {100}, {10, 10, 10, 40}},
		Actions: []sim.Action{crash(120, "n1"), {Step: 300, Name: "heal", Args: []string{"n1-n3"}}}}, l)
}

func TestCanonicalFormsAreInTheScenariosOrderWithoutDefaults(t *testing.T) {
	for text, want := range map[string]string{
		"":                                  "#/",
		"#":                                 "#/",
		"/":                                 "#/",
		"#/":                                "#/",
		"#/?v=1":                            "#/",
		"#/?lang=en":                        "#/?v=1&lang=en",
		"https://host/sub/":                 "#/",
		"https://host/sub/index.html":       "#/",
		"  #/raft\n":                        "#/raft?v=1",
		"/raft?v=1&seed=42&at=0":            "#/raft?v=1",
		"#/raft?lang=EN&at=007&v=1":         "#/raft?v=1&at=7&lang=en",
		"#/raft?v=1&tab=laws-now&view=both": "#/raft?v=1&view=both&tab=laws-now",
		"#/raft?lang=ko&beat=03&at=7":       "#/raft?v=1&at=7&beat=3&lang=ko",
		"https://host/x/?utm=y#/raft?v=1&seed=18446744073709551615":              "#/raft?v=1&seed=18446744073709551615",
		"#/replication?v=1&p=mode:semi-sync,replicas:3":                          "#/replication?v=1&p=replicas:3,mode:semi-sync",
		"#/replication?v=1&p=replicas:2,mode:async,ship:100ms":                   "#/replication?v=1",
		"#/replication?v=1&p=weights:1/2/2/2,ship:250ms":                         "#/replication?v=1&p=ship:250,weights:1/2",
		"#/raft?v=1&a=2s:cut(n1>n2),2000ms:heal(),10.0005s:loss(n1-n2,5%25)":     "#/raft?v=1&a=2s:cut(n1%3En2),2s:heal(),10.0005s:loss(n1-n2,5%25)",
		"#/raft?vs=-&at=12.5s&v=1":                                               "#/raft?v=1&vs=-&at=12500ms",
		"#/replication?v=1&vs=mode:semi-sync,replicas:3,2s:heal()&vs=-&p=ship:7": "#/replication?v=1&p=ship:7&vs=replicas:3,mode:semi-sync,2s:heal()&vs=-",
		"#/replication?v=1&vs=replicas:2&vs=5:loss(n1-n2,5%25)&at=1.0000005s":    "#/replication?v=1&vs=-&vs=5:loss(n1-n2,5%25)&at=1.0000005s",
		"#%2Fraft?v%3D1&a=5%3Acrash%28n1%29%2C6%3acut%28n1%3En2%29":              "#/raft?v=1&a=5:crash(n1),6:cut(n1%3En2)",
	} {
		l, err := Decode(text, fakes())
		require.NoError(t, err, text)

		out, err := Encode(l, fakes())

		require.NoError(t, err, text)
		require.Equal(t, want, out, text)
		again, err := Decode(out, fakes())
		require.NoError(t, err)
		require.Equal(t, l, again)
	}
}

func TestStepsAndTimesAlternateAsTheyLike(t *testing.T) {
	for _, text := range []string{"#/raft?v=1&a=5s:crash(n1),100:crash(n2)", "#/raft?v=1&a=100:crash(n2),5s:crash(n1)", "#/raft?v=1&vs=5s:crash(n1),100:crash(n2)"} {
		l, err := Decode(text, fakes())
		require.NoError(t, err, text)

		out, err := Encode(l, fakes())

		require.NoError(t, err, text)
		require.Equal(t, text, out)
	}
}

func TestBadLinksSayWhatIsWrongAndWhatWouldBeRight(t *testing.T) {
	packed := pack("5:crash(n1)")
	for text, says := range map[string]string{
		"replication":                          "does not begin with #/",
		"#replication":                         "does not begin with #/",
		"https://host/raft?v=1":                "has no #",
		"#/raftt":                              `did you mean "raft"?`,
		"#/raft/":                              `did you mean "raft"?`,
		"#/raft?v=2&shiny=1":                   "the link is of version 2 and this build reads version 1",
		"#/raft?v=0":                           "not a version",
		"#/raft?v=":                            "not a version",
		"#/raft?v=1&sed=7":                     `did you mean "seed"?`,
		"#/raft?v=1&amp;seed=7":                "unknown key",
		"#/raft?v=1&&at=3":                     "unknown key",
		"#/raft?v=1&seed=1&seed=1":             "seed stands twice",
		"#/raft?v=1&v=1":                       "v stands twice",
		"#/raft?v=1&seed=":                     "seed has no value",
		"#/raft?v=1&seed=-1":                   "from 0 to 18446744073709551615",
		"#/raft?v=1&seed=18446744073709551616": "from 0 to 18446744073709551615",
		"#/raft?v=1&at=50000001":               "from 0 to 50000000",
		"#/raft?v=1&at=-1":                     "from 0 to 50000000",
		"#/raft?v=1&at=1e3":                    "from 0 to 50000000",
		"#/raft?v=1&at=86401s":                 "from 0s to 86400s",
		"#/raft?v=1&at=12x":                    "such as 12.5s",
		"#/raft?v=1&vs=":                       "vs has no value",
		"#/raft?v=1&vs=,5s:heal()":             "begins with nothing",
		"#/raft?v=1&vs=mode:x":                 `unknown parameter "mode"`,
		"#/replication?v=1&vs=mode:semi-sync,,2s:heal()":       "vs holds \"\"",
		"#/replication?v=1&vs=2s:heal(),mode:semi-sync":        "parameters first",
		"#/replication?v=1&vs=replicas:9":                      "from 1 to 4",
		"#/replication?v=1&vs=3s:heal(),2s:heal()":             "in order",
		"#/raft?v=1&vs=-&vs=-&vs=-&vs=-":                       "at most 3",
		"#/raft?v=1&vs=-&vz=" + packed:                         "as vs and as vz",
		"#/raft?v=1&vz=!!":                                     "vz does not hold packed actions",
		"#/raft?v=1&vz=" + pack("-&"):                          "begins with nothing",
		"#/raft?v=1&vz=" + pack("-&-&-&-"):                     "at most 3",
		"#/?v=1&vs=-":                                          "needs a scenario",
		"#/raft?v=1&beat=0":                                    "from 1 to 999",
		"#/raft?v=1&beat=1000":                                 "from 1 to 999",
		"#/raft?v=1&beat=two":                                  "the number of a beat",
		"#/?v=1&beat=2":                                        "needs a scenario",
		"#/raft?v=1&lang=fr":                                   "ko, en",
		"#/raft?v=1&view=3d":                                   "map, lanes, both",
		"#/raft?v=1&tab=Über":                                  "only printable ASCII",
		"#/raft?v=1&tab=%C3%9C":                                "only printable ASCII",
		"#/raft?v=1&tab=a%00":                                  "only printable ASCII",
		"#/raft?v=1 &at=3":                                     "only printable ASCII",
		"#/raft?v=1&tab=Laws":                                  "small letters",
		"#/raft?v=1&tab=%4":                                    "is no escape",
		"#/raft?v=1&tab=%zz":                                   "is no escape",
		"#/raft?v=1&tab=%":                                     "is no escape",
		"#/?v=1&seed=7":                                        "needs a scenario",
		"#/replication?v=1&p=replicas":                         "name:value",
		"#/replication?v=1&p=replicas:9":                       "from 1 to 4",
		"#/replication?v=1&p=replica:3":                        `did you mean "replicas"?`,
		"#/replication?v=1&p=mode:sync":                        "semi-sync",
		"#/replication?v=1&p=ship:100,ship:100":                "ship stands twice",
		"#/replication?v=1&p=ship:100,":                        "name:value",
		"#/raft?v=1&a=crash(n1)":                               "has no step",
		"#/raft?v=1&a=5:crash(n1":                              "must look like name(arguments)",
		"#/raft?v=1&a=5:crash(n1),":                            "end with a comma",
		"#/raft?v=1&a=,5:crash(n1)":                            "has no step",
		"#/raft?v=1&a=9:crash(n1),5:heal()":                    "in order",
		"#/raft?v=1&a=2s:crash(n1),1s:heal()":                  "in order",
		"#/raft?v=1&a=50000001:heal()":                         "from 0 to 50000000",
		"#/raft?v=1&a=86401s:heal()":                           "from 0s to 86400s",
		"#/raft?v=1&a=5:heal()&z=" + packed:                    "as a and as z",
		"#/raft?v=1&z=" + packed[:len(packed)-3]:               "z does not hold packed actions",
		"#/raft?v=1&z=" + packed + "AAAA":                      "z does not hold packed actions",
		"#/raft?v=1&z=!!":                                      "z does not hold packed actions",
		"#/raft?v=1&z=" + pack(strings.Repeat("a", maxText+1)): "z unpacks to more than 65536",
		"#/raft?v=1&z=" + pack(strings.Repeat("5:heal(),", 256)+"5:heal()"): "more than 256 actions",
		"#/raft?v=1&tab=" + strings.Repeat("a", 33):                         "at most 32",
		"#/raft?v=1&tab=" + strings.Repeat("a", MaxLength):                  "at most 2048",
		strings.Repeat("x", maxAddress+1):                                   "at most 2048",
	} {
		l, err := Decode(text, fakes())

		require.ErrorIs(t, err, sim.ErrBadInput, text)
		require.ErrorContains(t, err, says, text)
		require.NotContains(t, err.Error(), "\n", text)
		require.Equal(t, Link{}, l, "a bad link opens nothing")
	}
}

func TestALinkThatCannotBeReadBackIsNotWritten(t *testing.T) {
	defaults := fakes()[0].Defaults()
	for name, l := range map[string]Link{
		"unknown scenario":      {ID: "nope"},
		"step out of range":     {ID: "raft", At: sim.MaxStep + 1},
		"negative step":         {ID: "raft", At: -1},
		"unknown view":          {ID: "raft", View: "tv"},
		"negative beat":         {ID: "raft", Beat: -1},
		"comma in a name":       {ID: "raft", Actions: []sim.Action{{Name: "a,b"}}},
		"empty argument":        {ID: "raft", Actions: []sim.Action{{Name: "heal", Args: []string{""}}}},
		"out of order":          {ID: "raft", Actions: []sim.Action{crash(9, "n1"), crash(3, "n1")}},
		"too few parameters":    {ID: "replication", Params: defaults[:2]},
		"too few of a list":     {ID: "replication", Params: sim.Values{{2}, {0}, {100}, {10, 20}}},
		"choice out of range":   {ID: "replication", Params: sim.Values{{2}, {7}, {100}, {10, 10, 10, 40}}},
		"number out of range":   {ID: "replication", Params: sim.Values{{2}, {0}, {0}, {10, 10, 10, 40}}},
		"time out of range":     {ID: "raft", ByTime: true, Time: sim.MaxTime + 1},
		"too many runs":         {ID: "raft", Others: make([]Other, MaxOthers+1)},
		"an odd further run":    {ID: "replication", Others: []Other{{Params: sim.Values{{2}}}}},
		"parameter of no value": {ID: "replication", Params: sim.Values{{}, {0}, {100}, {10, 10, 10, 40}}},
	} {
		out, err := Encode(l, fakes())

		require.ErrorIs(t, err, sim.ErrBadInput, name)
		require.Empty(t, out, name)
	}
}

func TestLongLogsArePackedAndTooLongOnesAreRefused(t *testing.T) {
	l := Link{ID: "raft", Seed: 7, Params: sim.Values{}}
	for i := range int64(sim.MaxActions) {
		l.Actions = append(l.Actions, crash(100*i, fmt.Sprintf("n%d", i%3)))
	}

	out, err := Encode(l, fakes())

	require.NoError(t, err)
	require.LessOrEqual(t, len(out), MaxLength)
	require.Contains(t, out, "&z=")
	back, err := Decode(out, fakes())
	require.NoError(t, err)
	require.Equal(t, l, back)

	noise := uint64(1)
	for i := range l.Actions {
		noise = noise*6364136223846793005 + 1442695040888963407
		l.Actions[i].Args = []string{base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%016x", noise))}
	}
	_, err = Encode(l, fakes())
	require.ErrorIs(t, err, sim.ErrBadInput)
	require.ErrorContains(t, err, "at most 2048")
}

func TestRunGivesTheSpecAndHomeHasNone(t *testing.T) {
	l, err := Decode("#/replication?v=1&seed=9&p=replicas:3&a=5:crash(n1)", fakes())
	require.NoError(t, err)

	spec, err := Run(l, fakes())

	require.NoError(t, err)
	r, err := sim.NewRun(spec, sim.Options{})
	require.NoError(t, err)
	require.EqualValues(t, 9, r.Spec().Seed)
	require.Equal(t, []int64{3}, r.Param(0))
	out, err := Encode(Of(spec, 5, sim.EN), fakes())
	require.NoError(t, err)
	require.Equal(t, "#/replication?v=1&seed=9&p=replicas:3&a=5:crash(n1)&at=5&lang=en", out)
	_, err = Run(Link{}, fakes())
	require.ErrorIs(t, err, sim.ErrBadInput)
	_, err = Run(Link{ID: "nope"}, fakes())
	require.ErrorIs(t, err, sim.ErrBadInput)
	spec, err = Run(Link{ID: "raft"}, fakes())
	require.NoError(t, err)
	require.NotNil(t, spec.Params)
}

func TestARunOfAComparisonIsASpecOfItsOwn(t *testing.T) {
	catalogue := fakes()
	l, err := Decode("#/replication?v=1&seed=9&a=5:crash(n1)&vs=replicas:3,2s:heal()&vs=-&at=3s", catalogue)
	require.NoError(t, err)

	specs, err := Runs(l, catalogue)

	require.NoError(t, err)
	require.Len(t, specs, 3)
	first, err := Run(l, catalogue)
	require.NoError(t, err)
	require.Equal(t, first, specs[0])
	require.Equal(t, []int64{3}, specs[1].Params[0])
	require.Equal(t, "2s:heal()", specs[1].Actions[0].String())
	require.Equal(t, fakes()[0].Defaults(), specs[2].Params)
	for _, spec := range specs {
		require.EqualValues(t, 9, spec.Seed)
	}
	require.Equal(t, 3*sim.Second, l.Time)
	require.True(t, l.ByTime)
	_, err = Runs(Link{}, fakes())
	require.ErrorIs(t, err, sim.ErrBadInput)
}

func TestALongComparisonIsPacked(t *testing.T) {
	l := Link{ID: "raft", Seed: 7, Params: sim.Values{}}
	for range MaxOthers {
		o := Other{Params: sim.Values{}}
		for i := range int64(80) {
			o.Actions = append(o.Actions, crash(100*i, fmt.Sprintf("n%d", i%3)))
		}
		l.Others = append(l.Others, o)
	}
	l.Actions = l.Others[0].Actions

	out, err := Encode(l, fakes())

	require.NoError(t, err)
	require.LessOrEqual(t, len(out), MaxLength)
	require.Contains(t, out, "&vz=")
	back, err := Decode(out, fakes())
	require.NoError(t, err)
	require.Equal(t, l, back)
}

// drawLink draws any link that can be written.
func drawLink(t *rapid.T) Link {
	l := Link{ID: "replication", Seed: rapid.Uint64().Draw(t, "seed")}
	if l.ByTime = rapid.Bool().Draw(t, "by time"); l.ByTime {
		l.Time = sim.Time(rapid.Int64Range(0, int64(sim.MaxTime)).Draw(t, "time"))
	} else {
		l.At = rapid.Int64Range(0, sim.MaxStep).Draw(t, "at")
	}
	l.Params, l.Actions = drawParams(t), drawActions(t, 30)
	for range rapid.IntRange(0, MaxOthers).Draw(t, "others") {
		l.Others = append(l.Others, Other{drawParams(t), drawActions(t, 9)})
	}
	l.View = rapid.SampledFrom([]string{"", "map", "lanes", "both"}).Draw(t, "view")
	l.Tab = rapid.SampledFrom([]string{"", "laws", "metrics-2"}).Draw(t, "tab")
	l.Beat = rapid.IntRange(0, MaxBeat).Draw(t, "beat")
	l.Lang = rapid.SampledFrom([]sim.Lang{sim.KO, sim.EN}).Draw(t, "lang")
	if rapid.Bool().Draw(t, "any") {
		l.Lang, l.AnyLang = sim.KO, true
	}
	return l
}

func drawParams(t *rapid.T) sim.Values {
	number := func(name string, lo, hi int64) int64 { return rapid.Int64Range(lo, hi).Draw(t, name) }
	return sim.Values{{number("replicas", 1, 4)}, {number("mode", 0, 2)}, {number("ship", 1, 5000)},
		{number("w1", 0, 100), number("w2", 0, 2), number("w3", 0, 2), number("w4", 0, 2)}}
}

func drawActions(t *rapid.T, most int) (out []sim.Action) {
	var step int64
	var at sim.Time
	for range rapid.IntRange(0, most).Draw(t, "actions") {
		a := sim.Action{Name: rapid.StringMatching(`[a-z][a-z0-9-]{0,9}`).Draw(t, "name")}
		a.Args = rapid.SliceOfN(rapid.StringMatching(`[!-'*+\--~]{1,9}`), 0, 3).Draw(t, "args")
		if len(a.Args) == 0 {
			a.Args = nil
		}
		if a.Timed = rapid.Bool().Draw(t, "timed"); a.Timed {
			at += sim.Time(rapid.Int64Range(0, int64(10*sim.Second)).Draw(t, "later"))
			a.At = at
		} else {
			step += rapid.Int64Range(0, 10_000).Draw(t, "steps")
			a.Step = step
		}
		out = append(out, a)
	}
	return out
}

func TestDecodeUndoesEncodeForEveryLink(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawLink(t)

		text, err := Encode(l, fakes())

		require.NoError(t, err)
		require.LessOrEqual(t, len(text), MaxLength)
		back, err := Decode(text, fakes())
		require.NoError(t, err, text)
		require.Equal(t, l, back, text)
		chat := strings.NewReplacer(",", "%2C", ":", "%3A", "(", "%28", ")", "%29").Replace(text)
		back, err = Decode("https://example.org/lab/"+chat, fakes())
		require.NoError(t, err, chat)
		require.Equal(t, l, back, chat)
	})
}

func FuzzDecode(f *testing.F) {
	f.Add("#/replication?v=1&seed=7&p=mode:semi-sync,replicas:3&a=120:crash(n1),300:heal(n1-n3)&at=412&lang=ko")
	f.Add("#/raft?v=1&z=" + pack("5:crash(n1),2s:cut(n1>n2)") + "&view=lanes&tab=laws")
	f.Add("https://host/?x=y#%2Fraft?v%3D1&a=5%3Acrash%28n1%29%2C6%3acut%28n1%3En2%29")
	f.Add("#/replication?v=1&p=replicas:3&vs=mode:semi-sync,2s:crash(n1),3s:heal()&vs=-&at=12.5s")
	f.Add("#/raft?v=1&vz=" + pack("-&5:crash(n1)") + "&at=0s")
	f.Add("#/?lang=en")
	f.Add("#/raft?v=2")
	f.Add("#/raft?v=1&at=7&beat=3&lang=en")
	f.Fuzz(func(t *testing.T, text string) {
		l, err := Decode(text, fakes())
		if err != nil {
			require.ErrorIs(t, err, sim.ErrBadInput)
			require.NotContains(t, err.Error(), "\n")
			require.Less(t, len(err.Error()), 1000)
			return
		}
		out, err := Encode(l, fakes())
		if err != nil { // only because the shortest form found here is longer than what came
			require.ErrorContains(t, err, "characters long")
			return
		}
		back, err := Decode(out, fakes())
		require.NoError(t, err)
		require.Equal(t, l, back)
		again, err := Encode(back, fakes())
		require.NoError(t, err)
		require.Equal(t, out, again)
	})
}

func ExampleDecode() {
	l, err := Decode("https://example.org/lab/#/replication?v=1&p=mode:semi-sync&a=120%3Acrash%28n1%29&at=412", fakes())
	fmt.Println(l.ID, l.Seed, l.Actions, l.At, err)
	_, err = Decode("#/replicatoin?v=1", fakes())
	fmt.Println(err)
	// Output:
	// replication 42 [120:crash(n1)] 412 <nil>
	// unknown scenario "replicatoin"; did you mean "replication"? (there are: replication, raft)
}
