//go:build embedpage

package web

import (
	"context"
	"net/http"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// Run after the page was written into web/dist: go test -tags embedpage ./web

func TestTheEmbeddedPageIsWrittenAndServedWithoutAToolchain(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	dir := filepath.Join(t.TempDir(), "page")

	require.NoError(t, Build(context.Background(), dir, Options{BaseURL: "https://lab.example/"}))
	require.FileExists(t, filepath.Join(dir, moduleName))

	page, err := currentPage(context.Background(), Options{})
	require.NoError(t, err)
	h, err := Handler(page)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, get(h, "/").Code)
	require.Equal(t, http.StatusOK, get(h, "/"+moduleName).Code)
}
