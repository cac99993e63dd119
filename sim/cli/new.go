package cli

import (
	"embed"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"

	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/sim"
)

//go:embed template/*.txt
var templates embed.FS

// NewCmd lays out the folder of a new scenario.
type NewCmd struct {
	ID string `arg:"" help:"Its name: lower-case letters, digits and dashes."`
}

var idForm = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

const scenariosFolder = "sim/scenarios"

// Run is called by kong. It works in the module's root folder.
func (c *NewCmd) Run(env *Env) error {
	files, err := Scaffold(c.ID)
	if err != nil {
		return err
	}
	if _, err := os.Stat(scenariosFolder + "/catalogue.go"); err != nil {
		return sim.BadInput("run new in the root of the source, where go.mod is: there is no %s/catalogue.go here", scenariosFolder)
	}
	folder := scenariosFolder + "/" + c.ID
	for _, sc := range env.Catalogue {
		if sc.ID == c.ID {
			return sim.BadInput("there is a scenario %s already: choose another name", c.ID)
		}
	}
	if err := os.Mkdir(folder, 0o755); err != nil {
		if errors.Is(err, os.ErrExist) {
			return sim.BadInput("%s is there already: choose another name, or remove it", folder)
		}
		return err
	}
	for name, text := range files {
		if err := os.WriteFile(folder+"/"+name, text, 0o644); err != nil {
			return errors.Join(err, os.RemoveAll(folder))
		}
	}
	_, err = fmt.Fprintf(env.Out, "%s is laid out. Next:\n  go test ./%s\n  add %s.Scenario to All in %s/catalogue.go\n  go test ./%s -run Golden -rewrite\n",
		folder, folder, packageName(c.ID), scenariosFolder, scenariosFolder)
	return err
}

func packageName(id string) string { return strings.ReplaceAll(id, "-", "") }

// reserved are names that no package can have, or that stand for something else.
var reserved = []string{"break", "case", "chan", "const", "continue", "default", "defer", "else", "fallthrough", "for", "func", "go",
	"goto", "if", "import", "interface", "map", "package", "range", "return", "select", "struct", "switch", "type", "var",
	"main", "init", "testdata", "sim", "scene"}

// Scaffold returns the files of a new scenario by their names.
func Scaffold(id string) (map[string][]byte, error) {
	if !idForm.MatchString(id) || len(id) > 40 {
		return nil, sim.BadInput("a scenario's name must be lower-case letters, digits and single dashes, at most 40, such as rate-limiter; not %q", clip(id))
	}
	if slices.Contains(reserved, packageName(id)) {
		return nil, sim.BadInput("%q cannot name a Go package: choose another name, such as %s-simulation", id, id)
	}
	entries, err := templates.ReadDir("template")
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	fill := strings.NewReplacer("{{.ID}}", id, "{{.Package}}", packageName(id))
	for _, entry := range entries {
		text, err := templates.ReadFile("template/" + entry.Name())
		if err != nil {
			return nil, err
		}
		files[strings.TrimSuffix(entry.Name(), ".txt")] = []byte(fill.Replace(string(text)))
	}
	return files, nil
}
