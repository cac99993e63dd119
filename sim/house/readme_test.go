package house_test

import (
	"go/ast"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/sim/scenarios"
	"github.com/kookmin-msa-study/msalab/sim/talk"
)

// readmes are the same text in both languages; index is the language's place in sim.T.
var readmes = []struct {
	name  string
	index int
}{{"README.ko.md", 0}, {"README.md", 1}}

func TestTheReadmesKeyTableIsTheProgramsKeySheet(t *testing.T) {
	tr := open(t)

	for _, readme := range readmes {
		want := keySheet(t, tr, readme.index)
		got := tableAfter(t, tr.read(t, readme.name), "<!-- keys -->")

		require.Equal(t, want, got, "%s against keySheet in visual/app/cards.go", readme.name)
	}
}

func TestTheReadmesLinkGrammarIsThatOfThePackage(t *testing.T) {
	tr := open(t)
	grammar := linkGrammar(t, tr)

	for _, readme := range readmes {
		if !strings.Contains(tr.read(t, readme.name), "```\n"+grammar+"```") {
			t.Errorf("%s does not hold the grammar of sim/link's package comment, in a block of its own:\n%s", readme.name, grammar)
		}
	}
}

func TestTheReadmesExampleLinkOpensARun(t *testing.T) {
	tr := open(t)

	for _, readme := range readmes {
		example := regexp.MustCompile(`(?m)^#/.+$`).FindString(tr.read(t, readme.name))
		l, err := link.Decode(example, scenarios.All)
		require.NoError(t, err, "%s: %q", readme.name, example)
		spec, err := link.Run(l, scenarios.All)
		require.NoError(t, err)
		_, err = sim.NewRun(spec, sim.Options{})
		require.NoError(t, err)
	}
}

func TestTheReadmesExampleTalkShows(t *testing.T) {
	tr := open(t)

	for _, readme := range readmes {
		_, rest, _ := strings.Cut(tr.read(t, readme.name), "<!-- talk -->\n````markdown\n")
		example, _, found := strings.Cut(rest, "\n````\n")
		require.True(t, found, "%s has no example of a talk", readme.name)
		parsed, err := talk.Parse(readme.name, example)
		require.NoError(t, err)
		_, err = parsed.Show(scenarios.All)
		require.NoError(t, err)
	}
}

func TestEveryRelativeLinkOfTheDocumentsLeadsToAFile(t *testing.T) {
	tr := open(t)
	target := regexp.MustCompile(`(?:\]\(|src=")([^)"#\s]+)`)

	for _, name := range tr.files {
		if path.Ext(name) != ".md" {
			continue
		}
		for _, found := range target.FindAllStringSubmatch(tr.read(t, name), -1) {
			if strings.Contains(found[1], ":") {
				continue // an address, not a file
			}
			if _, err := os.Stat(filepath.Join(tr.root, path.Dir(name), found[1])); err != nil {
				t.Errorf("%s leads to %s, which is not there", name, found[1])
			}
		}
	}
}

// keySheet reads the rows of visual's key sheet from its source: importing visual
// would need a screen.
func keySheet(t *testing.T, tr tree, language int) [][]string {
	t.Helper()
	for _, s := range tr.sources(t, false) {
		if s.name != "visual/app/cards.go" {
			continue
		}
		for _, decl := range s.Decls {
			if gen, ok := decl.(*ast.GenDecl); ok && gen.Tok == token.VAR {
				spec := gen.Specs[0].(*ast.ValueSpec)
				if spec.Names[0].Name == "keySheet" {
					return keyRows(t, spec.Values[0].(*ast.CompositeLit), language)
				}
			}
		}
	}
	t.Fatal("visual/app/cards.go has no variable keySheet: tell this test where the keys are listed")
	return nil
}

func keyRows(t *testing.T, sheet *ast.CompositeLit, language int) [][]string {
	t.Helper()
	var rows [][]string
	for _, element := range sheet.Elts {
		row := element.(*ast.CompositeLit)
		text := row.Elts[1].(*ast.CallExpr)
		rows = append(rows, []string{literal(t, row.Elts[0]), literal(t, text.Args[language])})
	}
	return rows
}

func literal(t *testing.T, e ast.Expr) string {
	t.Helper()
	text, err := strconv.Unquote(e.(*ast.BasicLit).Value)
	require.NoError(t, err)
	return text
}

// tableAfter returns the cells of the first Markdown table after a mark, without
// its head, and without the backquotes around keys.
func tableAfter(t *testing.T, document, mark string) [][]string {
	t.Helper()
	_, rest, found := strings.Cut(document, mark)
	require.True(t, found, "the document has no %s", mark)
	var rows [][]string
	for _, line := range strings.Split(strings.TrimLeft(rest, "\n"), "\n") {
		if !strings.HasPrefix(line, "|") {
			break
		}
		cells := strings.Split(strings.Trim(line, "| "), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(strings.ReplaceAll(cells[i], "`", ""))
		}
		rows = append(rows, cells)
	}
	require.Greater(t, len(rows), 2, "there is no table after %s", mark)
	return rows[2:] // the head and the line below it
}

// linkGrammar returns the productions in the package comment of sim/link.
func linkGrammar(t *testing.T, tr tree) string {
	t.Helper()
	for _, s := range tr.sources(t, false) {
		if s.folder != "sim/link" || s.Doc == nil {
			continue
		}
		_, rest, found := strings.Cut(s.Doc.Text(), "EBNF")
		require.True(t, found, "the package comment of sim/link has no grammar")
		var grammar strings.Builder
		for _, line := range strings.Split(rest, "\n") {
			if production, ok := strings.CutPrefix(line, "\t"); ok {
				grammar.WriteString(production + "\n")
			} else if grammar.Len() > 0 {
				return grammar.String()
			}
		}
	}
	t.Fatal("sim/link has no package comment")
	return ""
}
