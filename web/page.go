package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	htmltemplate "html/template"
	"io/fs"
	"regexp"
	"strings"
	"text/template"

	"golang.org/x/exp/maps"
	"golang.org/x/exp/slices"
)

//go:embed static
var static embed.FS

// Scenario is what a link preview shows of one scenario.
type Scenario struct {
	ID          string // the folder and the link's first part: lower-case letters, digits and hyphens
	Title       string // such as «안정 해시»; the page adds the program's name
	Description string // one sentence
}

const (
	siteTitle       = "MSA Lab · 분산 시스템을 한 걸음씩 돌려 보는 실험실"
	siteDescription = "복제, 합의, 사가, 서킷 브레이커를 브라우저에서 직접 돌려 보고, 고장 내고, 되돌려 봐요. 설치가 필요 없어요."
	moduleName      = "msalab.wasm.gz"
	runtimeName     = "wasm_exec.js"
	notesName       = "notes.html"
)

// policy is the Content-Security-Policy of the page, as a <meta> in it and as a header from Handler. The engine sets
// styles through the CSSOM, which style-src does not restrict; 'wasm-unsafe-eval' allows WebAssembly and nothing else.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; " +
	"connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'self'; form-action 'none'"

// files maps a slash-separated path in the page to its content.
type files map[string][]byte

// module is a compiled program and the runtime glue of the toolchain that compiled it.
type module struct {
	plain   []byte
	runtime []byte
}

// indexData fills static/index.html.
type indexData struct {
	Policy, Build, Title, Description, Folder, IDs string
	Module, GoRuntime, Loader, Style, Notes        string
	Manifest, Icon, TouchIcon                      string
	Packed, Plain                                  int
}

var scenarioID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func checkScenarios(scenarios []Scenario) error {
	seen := map[string]bool{}
	for _, s := range scenarios {
		if !scenarioID.MatchString(s.ID) {
			return fmt.Errorf("web: scenario %q: an id has lower-case letters, digits and single hyphens, such as two-phase-commit", s.ID)
		}
		if seen[s.ID] {
			return fmt.Errorf("web: scenario %q is listed twice", s.ID)
		}
		seen[s.ID] = true
	}
	return nil
}

// buildID names a build: it changes when the program, a static file or the catalogue changes, and never otherwise.
func buildID(m module, scenarios []Scenario) string {
	hash := sha256.New()
	add := func(name string, content []byte) {
		fmt.Fprintf(hash, "%s %d\n", name, len(content))
		hash.Write(content)
	}
	add(moduleName, m.plain)
	add(runtimeName, m.runtime)
	pages := staticFiles()
	for _, name := range sortedKeys(pages) {
		add(name, pages[name])
	}
	for _, s := range scenarios {
		add(s.ID, []byte(s.Title+"\x00"+s.Description))
	}
	return hex.EncodeToString(hash.Sum(nil))[:16]
}

// assemble makes every file of the page.
func assemble(m module, scenarios []Scenario) (files, error) {
	packed, err := pack(m.plain)
	if err != nil {
		return nil, err
	}
	out := staticFiles()
	index, worker := out["index.html"], out["sw.js"]
	delete(out, "index.html")
	delete(out, "sw.js")
	out[moduleName], out[runtimeName] = packed, m.runtime

	address := func(name string) string { return name + "?v=" + fingerprint(out[name]) }
	if out[notesName], err = renderNotes(out[notesName], address); err != nil {
		return nil, err
	}
	data := indexData{
		Policy: policy, Build: buildID(m, scenarios), IDs: strings.Join(scenarioIDs(scenarios), " "),
		Module: address(moduleName), GoRuntime: address(runtimeName), Loader: address("loader.js"),
		Style: address("style.css"), Notes: address(notesName), Manifest: address("manifest.webmanifest"), Icon: address("icon.svg"),
		TouchIcon: address("icon-192.png"), Packed: len(packed), Plain: len(m.plain),
	}
	assets := [][2]any{}
	for _, name := range []string{moduleName, runtimeName, "loader.js", "style.css", notesName, "notes.js", "notes.css", "manifest.webmanifest", "icon.svg", "icon-192.png"} {
		assets = append(assets, [2]any{address(name), []string{sum(out[name])}})
	}
	// A host that unpacks .gz files on the way hands the module over plain: that content is right too.
	assets[0][1] = []string{sum(packed), sum(m.plain)}

	if out["sw.js"], err = renderWorker(worker, data.Build, assets, scenarioIDs(scenarios)); err != nil {
		return nil, err
	}
	return out, addIndexes(out, index, data, scenarios)
}

// renderNotes fills the page of the presenter's notes: a second window beside the program's own.
func renderNotes(source []byte, address func(name string) string) ([]byte, error) {
	tmpl, err := htmltemplate.New(notesName).Parse(string(source))
	if err != nil {
		return nil, fmt.Errorf("web: %s: %w", notesName, err)
	}
	var out bytes.Buffer
	err = tmpl.Execute(&out, map[string]string{"Policy": policy, "Icon": address("icon.svg"),
		"NotesStyle": address("notes.css"), "NotesScript": address("notes.js")})
	return out.Bytes(), err
}

// addIndexes renders the page itself and its copy for each scenario.
func addIndexes(out files, source []byte, data indexData, scenarios []Scenario) error {
	tmpl, err := htmltemplate.New("index.html").Parse(string(source))
	if err != nil {
		return fmt.Errorf("web: index.html: %w", err)
	}
	add := func(name string) error {
		var page bytes.Buffer
		err := tmpl.Execute(&page, data)
		out[name] = page.Bytes()
		return err
	}
	data.Title, data.Description = siteTitle, siteDescription
	if err := add("index.html"); err != nil {
		return err
	}
	for _, s := range scenarios {
		data.Title, data.Description, data.Folder = s.Title+" · MSA Lab", s.Description, s.ID+"/"
		if err := add(s.ID + "/index.html"); err != nil {
			return err
		}
	}
	return nil
}

func renderWorker(source []byte, build string, assets [][2]any, ids []string) ([]byte, error) {
	tmpl, err := template.New("sw.js").Parse(string(source))
	if err != nil {
		return nil, fmt.Errorf("web: sw.js: %w", err)
	}
	list, err := json.Marshal(assets)
	if err != nil {
		return nil, err
	}
	names, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = tmpl.Execute(&out, map[string]string{"Build": build, "Assets": string(list), "Scenarios": string(names)})
	return out.Bytes(), err
}

// absolute makes a page's preview picture and address absolute under base, which ends in a slash: chat programs do
// not resolve relative ones. A page that already has absolute addresses stays as it is.
func absolute(page []byte, base string) []byte {
	const picture, address = `content="og.png"`, `<meta property="og:url" content="`
	if base == "" || !bytes.Contains(page, []byte(picture)) {
		return page
	}
	prefix := htmltemplate.HTMLEscapeString(base)
	page = bytes.ReplaceAll(page, []byte(picture), []byte(`content="`+prefix+`og.png"`))
	return bytes.Replace(page, []byte(address), []byte(address+prefix), 1)
}

func staticFiles() files {
	out := files{}
	entries, err := static.ReadDir("static")
	if err != nil {
		panic(err) // embedded at compile time: cannot fail
	}
	for _, e := range entries {
		content, err := fs.ReadFile(static, "static/"+e.Name())
		if err != nil {
			panic(err)
		}
		out[e.Name()] = content
	}
	return out
}

func pack(content []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(content); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func scenarioIDs(scenarios []Scenario) []string {
	ids := []string{}
	for _, s := range scenarios {
		ids = append(ids, s.ID)
	}
	return ids
}

func sortedKeys(m files) []string {
	keys := maps.Keys(m)
	slices.Sort(keys)
	return keys
}

// sum is the SHA-256 of content in hexadecimal; fingerprint is its beginning, as used in addresses and entity tags.
func sum(content []byte) string {
	hash := sha256.Sum256(content)
	return hex.EncodeToString(hash[:])
}

func fingerprint(content []byte) string { return sum(content)[:16] }
