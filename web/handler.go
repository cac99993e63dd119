package web

import (
	"bytes"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// contentTypes are fixed here because the system's own table differs between machines. The module is handed over as
// the compressed file that it is, without Content-Encoding: the loader counts its bytes and unpacks it.
var contentTypes = map[string]string{
	".html":        "text/html; charset=utf-8",
	".css":         "text/css; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".svg":         "image/svg+xml",
	".png":         "image/png",
	".webmanifest": "application/manifest+json",
	".gz":          "application/gzip",
}

// resource is one file, ready to be sent.
type resource struct {
	kind   string
	plain  []byte
	packed []byte // nil when compression does not help
	tag    string
}

type handler map[string]resource

// Handler serves a page that Build wrote, or any copy of it. It reads everything once, so that a page that is rewritten
// below it never mixes with the one that it serves. Every answer carries the security headers and an entity tag made
// from the content; addresses with the content's hash may be kept for ever, all others are asked for again.
func Handler(page fs.FS) (http.Handler, error) {
	all, err := readFiles(page)
	if err != nil {
		return nil, err
	}
	h := handler{}
	for name, content := range all {
		kind, known := contentTypes[path.Ext(name)]
		if !known {
			continue // nothing else belongs to the page
		}
		if h[name], err = newResource(kind, content); err != nil {
			return nil, err
		}
	}
	return h, nil
}

func newResource(kind string, content []byte) (resource, error) {
	r := resource{kind: kind, plain: content, tag: fingerprint(content)}
	if kind == contentTypes[".png"] || kind == contentTypes[".gz"] {
		return r, nil
	}
	var err error
	r.packed, err = pack(content)
	return r, err
}

func (h handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	secure(w.Header())
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "이 주소는 읽기만 할 수 있어요. / This address can only be read.", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if _, ok := h[path.Join(name, "index.html")]; ok {
		if !strings.HasSuffix(r.URL.Path, "/") && name != "" {
			w.Header().Set("Location", path.Base(name)+"/") // relative, so that it is right below any prefix
			w.WriteHeader(http.StatusFound)
			return
		}
		name = path.Join(name, "index.html")
	}
	res, ok := h[name]
	if !ok {
		http.Error(w, "여기에는 아무것도 없어요. / There is nothing here.", http.StatusNotFound)
		return
	}
	if path.Ext(name) == ".html" {
		var err error
		if res, err = h.withHost(res, r); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
	}
	res.send(w, r)
}

var hostName = regexp.MustCompile(`^([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?$`)

// withHost fills the page's preview addresses from the host that the request names.
func (h handler) withHost(res resource, r *http.Request) (resource, error) {
	if !hostName.MatchString(r.Host) {
		return res, nil
	}
	scheme := "http://"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https://"
	}
	page := absolute(res.plain, scheme+r.Host+"/")
	if bytes.Equal(page, res.plain) {
		return res, nil
	}
	return newResource(res.kind, page)
}

func (res resource) send(w http.ResponseWriter, r *http.Request) {
	header, body, tag := w.Header(), res.plain, res.tag
	header.Set("Content-Type", res.kind)
	header.Set("Cache-Control", "no-cache")
	if r.URL.Query().Get("v") == res.tag {
		header.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	if res.packed != nil {
		header.Set("Vary", "Accept-Encoding")
		if acceptsGzip(r.Header.Get("Accept-Encoding")) {
			header.Set("Content-Encoding", "gzip")
			body, tag = res.packed, res.tag+"-gz"
		}
	}
	header.Set("ETag", `"`+tag+`"`)
	if matches(r.Header.Get("If-None-Match"), tag) {
		header.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	header.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodGet {
		w.Write(body) // an error means that the browser went away
	}
}

// matches compares entity tags weakly, as RFC 9110 section 13.1.2 wants it for If-None-Match.
func matches(header, tag string) bool {
	for _, item := range strings.Split(header, ",") {
		item = strings.TrimPrefix(strings.TrimSpace(item), "W/")
		if item == "*" || item == `"`+tag+`"` {
			return true
		}
	}
	return false
}

// acceptsGzip reads Accept-Encoding (RFC 9110 section 12.5.3) far enough for one coding: named, and not with weight 0.
func acceptsGzip(header string) bool {
	for _, item := range strings.Split(header, ",") {
		coding, weight, _ := strings.Cut(strings.TrimSpace(item), ";")
		if !strings.EqualFold(strings.TrimSpace(coding), "gzip") {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimPrefix(strings.TrimSpace(weight), "q="), 64)
		return weight == "" || (err == nil && q > 0)
	}
	return false
}

// secure sets the headers of every answer. frame-ancestors works only as a header; other sites cannot frame the page.
func secure(header http.Header) {
	header.Set("Content-Security-Policy", policy+"; frame-ancestors 'self'")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Cross-Origin-Opener-Policy", "same-origin")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	header.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()")
}
