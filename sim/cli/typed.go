package cli

import (
	"errors"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"
	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
)

// checkCommand refuses a first word that is no command. Otherwise a grammar with a
// default command takes the word for that one's argument, and blames the second word.
// What may be a link is left to the commands.
func (env *Env) checkCommand(app *kong.Application, args []string) error {
	if len(args) == 0 || args[0] == "" || strings.HasPrefix(args[0], "-") || strings.ContainsAny(args[0], "#/") {
		return nil
	}
	word, commands := args[0], []string{}
	for _, node := range app.Children {
		if node.Name == word || slices.Contains(node.Aliases, word) {
			return nil
		}
		if !node.Hidden {
			commands = append(commands, node.Name)
		}
	}
	if slices.ContainsFunc(env.Catalogue, func(sc *sim.Scenario) bool { return sc.ID == word }) {
		return sim.BadInput("%s is a scenario, not a command: write %s run %s", word, app.Name, word)
	}
	return sim.Unknown("command", word, app.Name, commands)
}

// joinValues writes "--seed -1" as "--seed=-1" for every flag that takes a value, so
// that the command itself says what is wrong with it: the parser takes it for a flag
// and advises the very value that is refused next.
func joinValues(app *kong.Application, args []string) []string {
	flags := map[string]*kong.Flag{}
	_ = kong.Visit(app, func(node kong.Visitable, next kong.Next) error { // no visit here fails
		if flag, ok := node.(*kong.Flag); ok {
			flags["--"+flag.Name] = flag
			if flag.Short != 0 {
				flags["-"+string(flag.Short)] = flag
			}
		}
		return next(nil)
	})
	out := []string{}
	for i := 0; i < len(args); i++ {
		if args[i] == "--" {
			return append(out, args[i:]...)
		}
		out = append(out, args[i])
		flag := flags[args[i]]
		if flag == nil || flag.IsBool() || flag.IsCounter() || i+1 == len(args) {
			continue
		}
		name, _, _ := strings.Cut(args[i+1], "=")
		if value := args[i+1]; strings.HasPrefix(value, "-") && value != "-" && value != "--" && flags[name] == nil {
			out[len(out)-1] = "--" + flag.Name + "=" + value
			i++
		}
	}
	return out
}

var (
	parserAdvice = regexp.MustCompile(`(, did you mean .*\?|; perhaps try .*\?)$`)
	unknownFlag  = regexp.MustCompile(`^unknown flag (-\S+)$`)
	notANumber   = regexp.MustCompile(`^(--[a-z-]+)(?:=\S+)?: expected a valid \d+ bit (u?)int but got (".*")$`)
	noValue      = regexp.MustCompile(`^(--[a-z-]+)(?:=\S+)?: (?:missing value|expected \S+ value but got "EOL")`)
	flagAsValue  = regexp.MustCompile(`^(--[a-z-]+)(?:=\S+)?: expected (?:\S+) value but got "(-.*)" \(.* flag\)$`)
)

// reworded says what the parser refused as the commands do: with the one rule of what
// is near, and with what would be right.
func reworded(err error) error {
	var parse *kong.ParseError
	if !errors.As(err, &parse) {
		return err
	}
	said := parserAdvice.ReplaceAllString(err.Error(), "")
	if found := unknownFlag.FindStringSubmatch(said); found != nil && parse.Context != nil {
		names := []string{}
		for _, flag := range parse.Context.Flags() {
			names = append(names, "--"+flag.Name)
		}
		slices.Sort(names)
		return sim.Unknown("flag", found[1], "", names)
	}
	if found := notANumber.FindStringSubmatch(said); found != nil {
		if found[2] == "u" {
			return sim.BadInput("%s must be a whole number from 0 to 18446744073709551615, not %s", found[1], found[3])
		}
		return sim.BadInput("%s must be a whole number, not %s", found[1], found[3])
	}
	if found := flagAsValue.FindStringSubmatch(said); found != nil {
		return sim.BadInput("%s has no value: write one before %s", found[1], clip(found[2]))
	}
	if found := noValue.FindStringSubmatch(said); found != nil {
		return sim.BadInput("%s has no value: write one behind it", found[1])
	}
	return sim.BadInput("%s", said)
}
