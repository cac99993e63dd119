// Package cli is the command line: it lists what there is, runs it without a
// window, and writes down what happened.
//
//	list   [--json] [--lang ko|en]
//	run    ID [--seed N] [--preset NAME] [--set k=v]... [--do STEP:ACTION]... [limits] [output]
//	replay LINK [--run N] [limits] [output]
//	compare ID [--preset NAME] [--vs-preset NAME] [--set k=v]... [--vs k=v]... [--do STEP:ACTION]...
//	       [--seeds N] [--until 30s] [--lang ko|en]
//	talk   FILE [--check]              presents a talk, or checks it
//	new    ID                          in the root of the source
//	export LINK -o FILE.{png,gif,md} [--size WxH] [--scale N] [--theme dark|light] [--lang ko|en]
//	       [--from PLACE] [--to PLACE] [--fps N] [--speed N] [--hold 2s]
//
// A link that compares is replayed as a sentence and a table; --run N takes one of its
// runs as a run of its own.
//
//	limits  --steps N | --until 30s      else the preset's or the scenario's horizon;
//	                                     for replay the step the link points at
//	output  --lang ko|en --format F --out FILE
//
// Formats are stable: fields may be added, never renamed or removed.
//
//	text     a line a step: step, time, node(s), sentence; "✗" lines where a law broke;
//	         the link in the last line
//	ndjson   a JSON object a step (type stepLine), then one of type summaryJSON
//	mermaid  a sequenceDiagram of the first 400 arrows: ->> messages, -->> routine ones,
//	         -x lost ones, notes for actions, turning points and laws that broke
//	summary  parameters, length, metrics, laws and the link, for people
//	digest   one line: 16 hexadecimal digits, the step, the link
//
// export writes a picture, a film, or a page for a wiki with its picture beside it;
// a file appears whole or not at all. The program draws, through Env.Draw.
//
// Exit codes: 0 fine; 1 a law broke in the steps that run or replay took, or a
// check of another command failed, such as that of a talk; 2 bad input, or output
// that cannot be written, with exactly one line on standard error that begins with
// "msalab: "; 130 stopped by Ctrl-C. A reader that closes the pipe early ends a
// command quietly with 0.
//
// Other commands join by embedding:
//
//	var grammar struct {
//		cli.Commands
//		Serve serveCmd `cmd:"" help:"Serve the page."`
//	}
//	ctx, stop := cli.Signals()
//	defer stop()
//	os.Exit(cli.Main(ctx, cli.Env{Catalogue: scenarios.All, Out: os.Stdout, Err: os.Stderr}, &grammar, os.Args[1:]))
//
// where serveCmd has a method Run that may take a context.Context and a *cli.Env
// and returns an error: nil, a Code, or anything else for exit code 2.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"syscall"
	"unicode"

	"github.com/alecthomas/kong"
	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/talk"
)

// Env is what commands work with.
type Env struct {
	Catalogue []*sim.Scenario
	Out       io.Writer
	Err       io.Writer
	Progress  io.Writer // where long work says how far it is; nil for nowhere. A file must be a terminal
	Draw      Draw      // draws pictures for export; nil where there are none

	Has     func(rune) bool        // which characters a window and the page can show; nil for all
	Present func(*talk.Show) error // opens a window that presents a talk; nil where there is none
}

// Commands are the commands of this package, to be embedded into a kong grammar.
type Commands struct {
	List    ListCmd    `cmd:"" help:"List the scenarios."`
	Run     RunCmd     `cmd:"" help:"Run a scenario without a window. Exits 1 if an invariant breaks."`
	Replay  ReplayCmd  `cmd:"" help:"Run what a link says, and print the link back. Exits 1 if an invariant breaks."`
	Compare CompareCmd `cmd:"" help:"Run a scenario with two settings under the same seeds, and compare their metrics."`
	Talk    TalkCmd    `cmd:"" help:"Present a talk, or check it. A check exits 1 if the talk is wrong."`
	New     NewCmd     `cmd:"" help:"Create the folder of a new scenario."`
	Export  ExportCmd  `cmd:"" help:"Draw what a link shows: a picture, a film, or a page for a wiki."`
}

// Code is an error that has said all there is to say: it only sets the exit code.
type Code int

// The exit codes besides 0.
const (
	Broke       Code = 1   // a law broke or a check failed
	BadInput    Code = 2   // what was typed cannot be done
	Interrupted Code = 130 // Ctrl-C, as shells have it
)

// Error returns "exit code N".
func (c Code) Error() string { return fmt.Sprintf("exit code %d", int(c)) }

// Main parses args by the kong grammar, a pointer to a struct with Commands
// embedded, runs the command and returns the exit code. It never exits itself.
func Main(ctx context.Context, env Env, grammar any, args []string) int {
	helped := false
	parser, err := kong.New(grammar,
		kong.Name("msalab"),
		kong.Description("Distributed systems, one event at a time, the same way every time."),
		kong.Writers(env.Out, env.Err),
		kong.Exit(func(int) { helped = true }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Bind(&env),
		kong.BindTo(ctx, (*context.Context)(nil)))
	if err != nil {
		return env.report(err)
	}
	if err := env.checkCommand(parser.Model, args); err != nil {
		return env.report(err)
	}
	parsed, err := parser.Parse(joinValues(parser.Model, args))
	if helped { // help was asked for and is written; the rest of the line does not matter
		return 0
	}
	if err != nil {
		return env.report(reworded(err))
	}
	return env.report(parsed.Run())
}

// report says what went wrong, in one line, and returns the exit code.
func (env *Env) report(err error) int {
	var code Code
	switch {
	case err == nil, brokenPipe(err):
		return 0
	case errors.As(err, &code):
		return int(code)
	case errors.Is(err, context.Canceled):
		env.say("stopped by Ctrl-C")
		return int(Interrupted)
	}
	env.say(err.Error())
	return int(BadInput)
}

// say writes one line on standard error, whatever the text holds.
func (env *Env) say(text string) {
	const longest = 800
	line := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
	if runes := []rune(line); len(runes) > longest {
		line = string(runes[:longest]) + "…"
	}
	_, _ = fmt.Fprintln(env.Err, "msalab: "+line) // nobody is left to hear that it failed
}

// brokenPipe reports whether the reader went away.
func brokenPipe(err error) bool {
	var code syscall.Errno
	if runtime.GOOS == "windows" && errors.As(err, &code) && (code == 109 || code == 232) {
		return true // ERROR_BROKEN_PIPE, ERROR_NO_DATA
	}
	return errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe)
}

// scenario finds a scenario of the catalogue.
func (env *Env) scenario(id string) (*sim.Scenario, error) {
	ids := make([]string, len(env.Catalogue))
	for i, sc := range env.Catalogue {
		if sc.ID == id {
			return sc, nil
		}
		ids[i] = sc.ID
	}
	return nil, sim.Unknown("scenario", id, "", ids)
}

func parseLang(tag string) (sim.Lang, error) {
	lang, ok := sim.ParseLang(tag)
	if !ok {
		return lang, sim.Unknown("language", tag, "", []string{"ko", "en"})
	}
	return lang, nil
}
