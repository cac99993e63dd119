//go:build !js

package story

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
	"golang.org/x/exp/slices"

	"github.com/kookmin-msa-study/msalab/web/browsertest"
)

// visit is what one first visit cost, as the browser measured it.
type visit struct {
	Millis float64 `json:"millis"` // from navigation to the first drawn frame
	Bytes  float64 `json:"bytes"`  // of the document and what it loaded, as sent
}

const measureVisit = `(() => {
	const first = performance.getEntriesByName("first-frame")[0].startTime;
	const loaded = performance.getEntriesByType("resource").filter((r) => r.responseEnd <= first);
	const bytes = loaded.concat(performance.getEntriesByType("navigation")).reduce((sum, r) => sum + r.encodedBodySize, 0);
	return { millis: first, bytes };
})()`

// BenchmarkPage measures first visits, each in a browser that was just started,
// because a browser keeps compiled modules even across addresses: home and a
// stage against the least Ebitengine program with the same typefaces and one line
// of text (web/testdata/empty), behind the same loader. The three take turns, so that
// a busy machine is unfair to all; the medians are reported. The network is this
// machine: at 20 Mbit/s a megabyte adds 400 ms.
func BenchmarkPage(b *testing.B) {
	const empty, home, stage = 0, 1, 2
	kinds := [...]struct{ pkg, link string }{
		empty: {"./web/testdata/empty", ""},
		home:  {"", ""},
		stage: {"", someLink(b, 0, 40)},
	}
	var visits [len(kinds)][]visit
	for _, kind := range kinds { // builds the pages
		visitOnce(b, kind.pkg, kind.link)
	}
	for b.Loop() {
		for i, kind := range kinds {
			visits[i] = append(visits[i], visitOnce(b, kind.pkg, kind.link))
		}
	}
	none := median(visits[empty])
	for i, name := range []string{"empty", "home", "stage"} {
		at := median(visits[i])
		b.ReportMetric(at.Millis, name+"-ms")
		b.ReportMetric(at.Bytes/1e6, name+"-MB")
		if i != empty {
			b.ReportMetric(at.Millis/none.Millis, name+"/empty-ms")
			b.ReportMetric(at.Bytes/none.Bytes, name+"/empty-MB")
		}
	}
	b.ReportMetric(0, "ns/op") // a visit to each: no figure of interest
}

func visitOnce(b *testing.B, pkg, link string) (out visit) {
	b.Helper()
	p := browsertest.Open(b, browsertest.Options{})
	p.Go(browsertest.Serve(b, pageOf(b, pkg)).URL + "/" + link)
	p.WaitFor(isReady)
	defer closeBrowser(p)
	out = browsertest.Eval[visit](p, measureVisit)
	require.Positive(b, out.Millis)
	require.Greater(b, out.Bytes, 1e6, "the module is missing")
	return out
}

// closeBrowser ends a browser before its benchmark does, so that what it draws
// does not slow the next visit.
func closeBrowser(p *browsertest.Page) {
	p.Do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		ctx, stop := context.WithTimeout(ctx, 5*time.Second)
		defer stop()
		_, _ = cdp.Call(ctx, target, browser.Close, cdp.Empty{}) // a browser that closes may not answer
		return nil
	}))
}

// median takes the median of each figure.
func median(all []visit) visit {
	pick := func(figure func(visit) float64) float64 {
		values := make([]float64, len(all))
		for i, v := range all {
			values[i] = figure(v)
		}
		slices.Sort(values)
		return values[len(values)/2]
	}
	return visit{pick(func(v visit) float64 { return v.Millis }), pick(func(v visit) float64 { return v.Bytes })}
}
