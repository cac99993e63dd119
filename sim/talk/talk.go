package talk

import "github.com/kookmin-msa-study/msalab/sim"

// What a talk may hold.
const (
	MaxBytes   = 256 << 10 // of the file
	MaxBeats   = 64
	MaxMinutes = 180
	MaxSteps   = 1_500_000 // that Show takes for all beats together

	runCost    = 10_000 // steps that beginning a run counts as: it places keys, warms caches
	maxLines   = 64     // directives of one beat
	maxSays    = 160    // characters of the sentence on the screen
	maxMore    = 240    // and of the smaller line
	maxTitle   = 80
	maxAgainst = 3
	maxChoices = 6
	maxSeconds = 3600 // of one beat
	maxNotes   = 40   // lines of notes of one beat

	maxParagraph = 4096 // bytes of a paragraph with all its marks
)

// Talk is a parsed file. Its names are not checked yet: Show does that.
type Talk struct {
	Title    string
	Lang     sim.Lang
	Minutes  int
	Scenario string
	Beats    []Beat

	name string // of the file, for errors
	line int    // where the scenario is named
}

// Questions returns how many of the beats ask something.
func (t *Talk) Questions() int {
	n := 0
	for i := range t.Beats {
		if t.Beats[i].ask != nil {
			n++
		}
	}
	return n
}

// Beat is one step of the presenter: a heading and what follows it.
type Beat struct {
	Title   string     // the heading
	Says    []sim.Span // one sentence in large type
	More    string     // a second, smaller line; may be ""
	Notes   []string   // the presenter's notes
	Seconds int        // planned length
	Line    int        // of the heading in the file

	directives []directive
	ask        *ask
	flawed     bool // a line of its blocks is wrong: where its run goes is not known
}

// directive is one line of a sim block.
type directive struct {
	line  int
	word  string
	text  string // what follows the word
	until target // of run
	conds conds  // of expect
}

// ask is a question as written.
type ask struct {
	line    int
	text    string
	choices []choice
	until   *target
	why     string
}

type choice struct {
	line  int
	text  string
	conds conds
}

// Show is a talk made ready on a catalogue.
type Show struct {
	Talk  *Talk
	Stops []Stop // one for each beat
}

// Stop is where a beat takes place.
type Stop struct {
	Spec    sim.Spec // scenario, parameters, seed, all actions
	Same    bool     // the same run as the stop before: go on from From
	From    int64    // the step where the beat begins: where the stop before, or its question, ended
	At      int64    // the step where the beat rests
	Time    sim.Time // the virtual time of At
	View    string   // "map", "lanes" or "both"
	Focus   string   // a node to spotlight, "" for none
	Pace    int64    // thousandths of model time; 0 is the scenario's
	Against []sim.Spec
	Ask     *Question
}

// Question is what the audience is asked; the run itself gives the answer.
type Question struct {
	Text    string
	Choices []Choice
	Answer  int    // the choice whose condition holds at Until
	Why     string // said after the answer
	Until   int64  // the step the run goes on to for the answer
}

// Choice is one answer to choose, and the condition under which it is right.
type Choice struct{ Text, When string }
