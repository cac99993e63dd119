package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Serve builds the page if something changed since the last time, serves it on addr (host:port) and prints its address
// to out in one line. With open it also opens the browser. It returns nil when ctx ends or after Ctrl-C, and an error
// that matches ErrBadInput when it cannot listen on addr. The built page is kept in the user's cache folder.
func Serve(ctx context.Context, addr string, open bool, out io.Writer, o Options) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	listener, err := listen(addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	if o.Progress == nil {
		o.Progress = out
	}
	page, err := currentPage(ctx, o)
	if err != nil {
		if errors.Is(err, context.Canceled) {
			return nil
		}
		return err
	}
	h, err := Handler(page)
	if err != nil {
		return err
	}
	url := "http://" + shownHost(listener.Addr().(*net.TCPAddr), addr) + "/"
	fmt.Fprintf(out, "MSA Lab: %s  (Ctrl-C stops)\n", url)
	if open {
		if err := openBrowser(url); err != nil {
			fmt.Fprintf(out, "could not open a browser (%v); open the address above\n", err)
		}
	}
	return serveUntilDone(ctx, listener, h)
}

func serveUntilDone(ctx context.Context, listener net.Listener, h http.Handler) error {
	server := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if server.Shutdown(grace) != nil {
		server.Close() // a download that is still under way does not keep the program alive
	}
	return nil
}

// listen turns what can be wrong with an address into one line that says what would be right.
func listen(addr string) (net.Listener, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, badInput(err, "address %q: want host:port, such as localhost:8080", addr)
	}
	if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 {
		return nil, badInput(err, "address %q: the port is a number from 1 to 65535, or 0 for any free one, such as localhost:8080", addr)
	}
	listener, err := net.Listen("tcp", addr)
	if err == nil {
		return listener, nil
	}
	any := net.JoinHostPort(host, "0")
	if isAddrInUse(err) {
		return nil, badInput(err, "address %s: another program is listening there; choose another port, or %s for any free one", addr, any)
	}
	var system *os.SyscallError
	if errors.As(err, &system) {
		err = system.Err
	}
	return nil, badInput(err, "address %s: cannot listen there (%v); choose another, such as localhost:8080", addr, err)
}

// isAddrInUse also knows the number that Windows uses (WSAEADDRINUSE), which the syscall package does not map.
func isAddrInUse(err error) bool {
	const windowsAddrInUse = syscall.Errno(10048)
	return errors.Is(err, syscall.EADDRINUSE) || (runtime.GOOS == "windows" && errors.Is(err, windowsAddrInUse))
}

// shownHost is what to type into a browser: "all interfaces" is no address, so this machine's name stands for it.
func shownHost(bound *net.TCPAddr, addr string) string {
	host, _, err := net.SplitHostPort(addr)
	if ip := net.ParseIP(host); err != nil || host == "" || (ip != nil && ip.IsUnspecified()) {
		host = "localhost"
	}
	return net.JoinHostPort(host, strconv.Itoa(bound.Port))
}

// currentPage is the embedded page, or the one in the cache after the go command had a say in whether it is fresh.
func currentPage(ctx context.Context, o Options) (fs.FS, error) {
	if page, ok := embedded(); ok {
		return page, nil
	}
	if err := checkScenarios(o.Scenarios); err != nil {
		return nil, err
	}
	if o.Source == "" {
		var err error
		if o.Source, err = findSource(); err != nil {
			return nil, err
		}
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, badInput(err, "no cache folder to build the page in: set HOME (or XDG_CACHE_HOME)")
	}
	cache = filepath.Join(cache, "msalab", fingerprint([]byte(o.Source+"\x00"+o.Package)))
	m, err := compileCached(ctx, o, cache)
	if err != nil {
		return nil, err
	}
	return freshPage(m, o, filepath.Join(cache, "page"))
}

// compileCached keeps the compiled module between runs: the go command sees that it is up to date and skips the
// linking. It works on a copy, so that two runs at once never read each other's half-written file.
func compileCached(ctx context.Context, o Options, cache string) (module, error) {
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return module{}, badInput(err, "cannot build the page in %s: %v", cache, reason(err))
	}
	temp, err := os.MkdirTemp(cache, ".build-")
	if err != nil {
		return module{}, badInput(err, "cannot build the page in %s: %v", cache, reason(err))
	}
	defer os.RemoveAll(temp)
	kept, work := filepath.Join(cache, "msalab.wasm"), filepath.Join(temp, "msalab.wasm")
	if old, err := os.ReadFile(kept); err == nil {
		if err := os.WriteFile(work, old, 0o755); err != nil {
			return module{}, err
		}
	}
	m, err := compile(ctx, o, work)
	if err != nil {
		return module{}, err
	}
	return m, os.Rename(work, kept)
}

// freshPage rewrites the page only when its build has changed: packing the module is the slow part.
func freshPage(m module, o Options, dir string) (fs.FS, error) {
	index, err := os.ReadFile(filepath.Join(dir, "index.html"))
	if err == nil && strings.Contains(string(index), buildMark+buildID(m, o.Scenarios)+`"`) {
		return os.DirFS(dir), nil
	}
	o.say("packing %.1f MB", float64(len(m.plain))/1e6)
	page, err := assemble(m, o.Scenarios)
	if err != nil {
		return nil, err
	}
	return os.DirFS(dir), writePage(dir, page)
}

func openBrowser(url string) error {
	name, args := "xdg-open", []string{url}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", url}
	}
	cmd := exec.Command(name, args...)
	if err := cmd.Start(); err != nil {
		return err
	}
	go cmd.Wait() // reaps it; how the browser ends is not our business
	return nil
}
