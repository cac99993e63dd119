// Package link writes a run as the part of an address after the "#", and reads it
// back: what is shared in a chat, put into a talk or kept in a bug report.
//
//	#/replication?v=1&seed=7&p=mode:semi-sync,replicas:3&a=120:crash(n1),300:heal(n1-n3)&at=412&lang=ko
//
// The grammar, in EBNF (ISO/IEC 14977 with ranges):
//
//	link     = [ "#" ] [ "/" [ id ] [ "?" [ pair { "&" pair } ] ] ] ;
//	pair     = "v=1" | "seed=" number | "p=" params | "a=" actions | "z=" packed
//	         | "vs=" run | "vz=" packed | "at=" ( number | span )
//	         | "view=" view | "tab=" word | "beat=" number | "lang=" ( "ko" | "en" ) ;
//	run      = "-" | params | actions | params "," actions ;
//	params   = param { "," param } ;
//	param    = name ":" value { "/" value } ;           (* as Param.Parse reads it *)
//	actions  = action { "," action } ;
//	action   = ( number | span ) ":" name "(" [ argument { "," argument } ] ")" ;
//	span     = decimal ( "s" | "ms" | "us" | "ns" ) ;
//	packed   = base64url( deflate( actions | run { "&" run } ) ) ;    (* RFC 4648 §5 unpadded, RFC 1951 *)
//	view     = "map" | "lanes" | "both" ;
//	word     = "a"…"z" { "a"…"z" | "0"…"9" | "-" } ;     (* at most 32 *)
//	number   = "0"…"9" { "0"…"9" } ;
//
// Every character may be written as %XX, as chat programs do; all stand for
// printable ASCII. Pairs come in any order, each key once, a and z not together.
// Only vs comes up to three times, or vz once instead: each names one more run of
// the scenario, under the same seed, to be shown beside the first; "-" is one with
// the defaults and without actions. at is a step of the first run, or a time.
// Without v the link is of version 1, without seed it is 42, a parameter left out
// has its default, without lang the reader's own language is used. Whole addresses
// are read, too; an address without "#" or "?" is home, and so is "#/".
//
// Every action happens at its own moment: one with a step right after that step, one
// with a time before the first event that comes later. Steps do not go down in a
// list, nor do times; how the two alternate does not matter, but where both moments
// fall together the first one listed is first. Encode writes the actions that were
// taken in the order in which they happened. (Builds before this rule held a step
// back behind a time listed before it. What they wrote lists actions as they
// happened, and so still plays as it did; only a list typed otherwise was moved.)
//
// A link with a beat opens that beat of the scenario's tour, counted from 1, in
// present mode; the rest of the link is the same moment for whoever has no tour.
//
// The canonical form, which Encode writes: v, seed, p, a or z, vs or vz, at, view,
// tab, beat, lang in this order; defaults left out; parameters in the scenario's order;
// numbers without leading zeros; a unless the link would be longer than MaxLength,
// then z, and if that is not enough vz instead of vs.
// ">" is written %3E, because browsers and chat programs do not leave it alone.
//
// Nothing is opened silently altered: whatever is not in the grammar, out of range
// or unknown to the catalogue is an error that matches sim.ErrBadInput. Names of
// nodes and messages are checked by sim.NewRun, which knows them.
package link

import (
	"strings"

	"github.com/kookmin-msa-study/msalab/sim"
	"golang.org/x/exp/slices"
)

// What a link may hold.
const (
	Version    = 1
	MaxLength  = 2048     // characters of a link from its "#"; in reading, an escape counts as one
	maxText    = 64 << 10 // bytes of unpacked actions
	maxAddress = 16 << 10 // bytes of an address with a link in it
	maxWord    = 32       // characters of a tab's name
	MaxBeat    = 999      // the highest number of a beat
	MaxOthers  = 3        // further runs of a comparison
	home       = "#/"     // the canonical link to the home screen
	example    = "#/raft?v=1&seed=7"
)

// Link is what an address says: a run, the step to look at, and how to look.
type Link struct {
	ID      string     // the scenario; "" is home, which holds nothing but a language
	Seed    uint64     // sim.DefaultSeed when the text has none
	Params  sim.Values // in the unit written in links; nil is the defaults
	Actions []sim.Action
	Others  []Other  // the runs to show beside it, at most MaxOthers
	At      int64    // the step of the first run at which the cursor stands
	ByTime  bool     // Time is used instead of At
	Time    sim.Time // the virtual time of the cursor
	View    string   // "map", "lanes", "both", or "" for the reader's own
	Tab     string   // the panel that is open, or ""
	Beat    int      // the beat of the tour to present, from 1; 0 is none
	Lang    sim.Lang
	AnyLang bool // no language was given: the reader's own is used, and Lang is sim.KO
}

// Other is a further run of a comparison: the same scenario under the same seed.
type Other struct {
	Params  sim.Values // nil is the defaults
	Actions []sim.Action
}

// Run returns what the link asks to run, the first run of a comparison. sim.NewRun
// checks the names of nodes and messages in its actions. The home link has no run.
func Run(l Link, catalogue []*sim.Scenario) (sim.Spec, error) {
	if l.ID == "" {
		return sim.Spec{}, sim.BadInput("the link opens the home screen, not a run: a link to a run looks like %s", example)
	}
	sc, err := find(l.ID, catalogue)
	if err != nil {
		return sim.Spec{}, err
	}
	return l.spec(sc, l.Params, l.Actions), nil
}

// Runs returns all that the link asks to run: one run, or those of a comparison in
// their order.
func Runs(l Link, catalogue []*sim.Scenario) ([]sim.Spec, error) {
	first, err := Run(l, catalogue)
	if err != nil {
		return nil, err
	}
	out := []sim.Spec{first}
	for _, o := range l.Others {
		out = append(out, l.spec(first.Scenario, o.Params, o.Actions))
	}
	return out, nil
}

func (l *Link) spec(sc *sim.Scenario, params sim.Values, actions []sim.Action) sim.Spec {
	values := params.Clone()
	if params == nil {
		values = sc.Defaults()
	}
	return sim.Spec{Scenario: sc, Seed: l.Seed, Params: values, Actions: slices.Clone(actions)}
}

// Of returns the link to step at of a run, without a view.
func Of(spec sim.Spec, at int64, lang sim.Lang) Link {
	return Link{ID: spec.Scenario.ID, Seed: spec.Seed, Params: spec.Params, Actions: spec.Actions, At: at, Lang: lang}
}

func find(id string, catalogue []*sim.Scenario) (*sim.Scenario, error) {
	ids := make([]string, len(catalogue))
	for i, sc := range catalogue {
		if sc.ID == id {
			return sc, nil
		}
		ids[i] = sc.ID
	}
	return nil, sim.Unknown("scenario", id, "", ids)
}

// equal reports whether two links open the same.
func equal(a, b Link) bool {
	return a.ID == b.ID && a.Seed == b.Seed && a.At == b.At && a.ByTime == b.ByTime && a.Time == b.Time &&
		a.View == b.View && a.Tab == b.Tab && a.Beat == b.Beat && a.AnyLang == b.AnyLang && (a.AnyLang || a.Lang == b.Lang) &&
		a.Params.Equal(b.Params) && equalActions(a.Actions, b.Actions) &&
		slices.EqualFunc(a.Others, b.Others, func(x, y Other) bool {
			return x.Params.Equal(y.Params) && equalActions(x.Actions, y.Actions)
		})
}

func equalActions(a, b []sim.Action) bool {
	return slices.EqualFunc(a, b, func(x, y sim.Action) bool {
		return x.Step == y.Step && x.Timed == y.Timed && x.At == y.At && x.Name == y.Name && slices.Equal(x.Args, y.Args)
	})
}

// clip keeps a hostile piece of a link from filling the screen.
func clip(s string) string {
	if len(s) > 40 {
		return strings.ToValidUTF8(s[:40], "") + "…"
	}
	return s
}
