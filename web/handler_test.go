package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

var twoScenarios = []Scenario{
	{ID: "saga", Title: "사가 <와> 보상", Description: "이미 커밋한 일을 \"새 트랜잭션\"으로 되돌려요."},
	{ID: "two-phase-commit", Title: "2단계 커밋", Description: "투표하고 나서 커밋해요."},
}

// samplePage is a page around a module that no browser could run; the handler does not care.
func samplePage(t *testing.T) files {
	t.Helper()
	page, err := assemble(module{plain: []byte("\x00asm" + strings.Repeat("program ", 999)), runtime: []byte("// glue\n")}, twoScenarios)
	require.NoError(t, err)
	return page
}

func sampleHandler(t *testing.T) http.Handler {
	t.Helper()
	fsys := fstest.MapFS{".git/secret.html": {Data: []byte("no")}, "notes.txt": {Data: []byte("no")}}
	for name, content := range samplePage(t) {
		fsys[name] = &fstest.MapFile{Data: content}
	}
	h, err := Handler(fsys)
	require.NoError(t, err)
	return h
}

func get(h http.Handler, target string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, target, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestEveryFileHasItsTypeAndTheSecurityHeaders(t *testing.T) {
	h := sampleHandler(t)
	types := map[string]string{
		"/": "text/html; charset=utf-8", "/saga/": "text/html; charset=utf-8", "/loader.js": "text/javascript; charset=utf-8",
		"/style.css": "text/css; charset=utf-8", "/msalab.wasm.gz": "application/gzip", "/og.png": "image/png",
		"/icon.svg": "image/svg+xml", "/manifest.webmanifest": "application/manifest+json", "/sw.js": "text/javascript; charset=utf-8",
	}
	for target, want := range types {
		w := get(h, target)

		require.Equal(t, http.StatusOK, w.Code, target)
		require.Equal(t, want, w.Header().Get("Content-Type"), target)
		require.Contains(t, w.Header().Get("Content-Security-Policy"), "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'", target)
		require.Equal(t, "nosniff", w.Header().Get("X-Content-Type-Options"), target)
		require.Empty(t, w.Header().Get("Content-Encoding"), target)
	}
}

func TestAnUnchangedFileIsNotSentAgain(t *testing.T) {
	h := sampleHandler(t)
	for _, target := range []string{"/", "/msalab.wasm.gz", "/style.css"} {
		first := get(h, target, "Accept-Encoding", "gzip")
		tag := first.Header().Get("ETag")

		again := get(h, target, "Accept-Encoding", "gzip", "If-None-Match", `"other", W/`+tag)
		changed := get(h, target, "Accept-Encoding", "gzip", "If-None-Match", `"other"`)

		require.NotEmpty(t, tag)
		require.Equal(t, http.StatusNotModified, again.Code)
		require.Empty(t, again.Body.Bytes())
		require.Equal(t, http.StatusOK, changed.Code)
	}
}

func TestTextIsCompressedForThoseWhoAskAndTheModuleNeverTwice(t *testing.T) {
	h := sampleHandler(t)
	plain, packed := get(h, "/loader.js"), get(h, "/loader.js", "Accept-Encoding", "br, gzip;q=0.8")
	refused, module := get(h, "/loader.js", "Accept-Encoding", "gzip;q=0"), get(h, "/msalab.wasm.gz", "Accept-Encoding", "gzip")

	require.Equal(t, "gzip", packed.Header().Get("Content-Encoding"))
	require.NotEqual(t, plain.Header().Get("ETag"), packed.Header().Get("ETag"))
	unpacker, err := gzip.NewReader(packed.Body)
	require.NoError(t, err)
	unpacked, err := io.ReadAll(unpacker)
	require.NoError(t, err)
	require.Equal(t, plain.Body.String(), string(unpacked))
	require.Empty(t, refused.Header().Get("Content-Encoding"))
	require.Empty(t, module.Header().Get("Content-Encoding"))
}

func TestOnlyAddressesWithTheContentsHashAreKeptForEver(t *testing.T) {
	h := sampleHandler(t)
	tag := strings.Trim(get(h, "/style.css").Header().Get("ETag"), `"`)

	require.Contains(t, get(h, "/style.css?v="+tag).Header().Get("Cache-Control"), "immutable")
	require.Equal(t, "no-cache", get(h, "/style.css").Header().Get("Cache-Control"))
	require.Equal(t, "no-cache", get(h, "/style.css?v=0123456789abcdef").Header().Get("Cache-Control"))
	require.Contains(t, get(h, "/").Body.String(), "style.css?v="+tag)
}

func TestWhatIsNotThePageIsNotFound(t *testing.T) {
	h := sampleHandler(t)
	for _, target := range []string{"/nothing", "/notes.txt", "/.git/secret.html", "/saga/og.png", "/../page.go", "/saga/index.html/x"} {
		w := get(h, target)

		require.Equal(t, http.StatusNotFound, w.Code, target)
		require.Contains(t, w.Header().Get("Content-Security-Policy"), "default-src 'none'", target)
	}
	post := httptest.NewRecorder()
	h.ServeHTTP(post, httptest.NewRequest(http.MethodPost, "/", nil))
	require.Equal(t, http.StatusMethodNotAllowed, post.Code)
	require.Equal(t, "GET, HEAD", post.Header().Get("Allow"))
}

func TestAScenariosFolderWithoutItsSlashLeadsToTheFolder(t *testing.T) {
	w := get(sampleHandler(t), "/saga")

	require.Equal(t, http.StatusFound, w.Code)
	require.Equal(t, "saga/", w.Header().Get("Location"))
}

func TestThePreviewOfAScenarioNamesTheScenarioAndTheHostThatWasAsked(t *testing.T) {
	h := sampleHandler(t)

	home, saga := get(h, "http://lab.example:8080/").Body.String(), get(h, "http://lab.example:8080/saga/").Body.String()
	secure := get(h, "http://lab.example/saga/", "X-Forwarded-Proto", "https").Body.String()

	require.Contains(t, home, `<meta property="og:title" content="MSA Lab · 분산 시스템을 한 걸음씩 돌려 보는 실험실">`)
	require.Contains(t, home, `<meta property="og:url" content="http://lab.example:8080/">`)
	require.NotContains(t, home, "<base")
	require.Contains(t, saga, `<meta property="og:title" content="사가 &lt;와&gt; 보상 · MSA Lab">`)
	require.Contains(t, saga, `<meta property="og:description" content="이미 커밋한 일을 &#34;새 트랜잭션&#34;으로 되돌려요.">`)
	require.Contains(t, saga, `<meta property="og:image" content="http://lab.example:8080/og.png">`)
	require.Contains(t, saga, `<meta name="twitter:image" content="http://lab.example:8080/og.png">`)
	require.Contains(t, saga, `<meta property="og:url" content="http://lab.example:8080/saga/">`)
	require.Equal(t, 1, strings.Count(saga, "og:url"), "one address a page")
	require.Contains(t, saga, `<base href="../">`)
	require.Contains(t, secure, `content="https://lab.example/og.png"`)
}

func TestAHostileHostNameIsNotCopiedIntoThePage(t *testing.T) {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Host = `x"><script>alert(1)</script>`
	w := httptest.NewRecorder()

	sampleHandler(t).ServeHTTP(w, r)

	require.NotContains(t, w.Body.String(), "alert(1)")
	require.Contains(t, w.Body.String(), `content="og.png"`)
}
