//go:build !js

// Msalab lets a person see, run and break a distributed system, one step at a
// time: in a window, in a page, and on the command line.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/kookmin-msa-study/msalab/algorithms"
	"github.com/kookmin-msa-study/msalab/sim/cli"
	"github.com/kookmin-msa-study/msalab/sim/link"
	"github.com/kookmin-msa-study/msalab/sim/scenarios"
	"github.com/kookmin-msa-study/msalab/sim/talk"
	"github.com/kookmin-msa-study/msalab/visual/app"
	"github.com/kookmin-msa-study/msalab/visual/camera"
	"github.com/kookmin-msa-study/msalab/visual/desktop"
	"github.com/kookmin-msa-study/msalab/visual/fonts"
	"github.com/kookmin-msa-study/msalab/visual/screen"
	"github.com/kookmin-msa-study/msalab/web"
)

// grammar is the command line; Window is what no command means.
type grammar struct {
	cli.Commands
	Window windowCmd `cmd:"" default:"withargs" help:"Open the window (what no command does)."`
	Serve  serveCmd  `cmd:"" help:"Build the page if needed, and serve it."`
	Page   pageCmd   `cmd:"" help:"Write the static page, for any static host."`
}

func main() {
	ctx, stop := cli.Signals()
	env := cli.Env{Catalogue: scenarios.All, Out: os.Stdout, Err: os.Stderr, Progress: os.Stderr, Draw: camera.Drawer(scenarios.All, source), Has: fonts.Has, Present: present}
	code := cli.Main(ctx, env, &grammar{}, os.Args[1:])
	stop()
	os.Exit(code)
}

type windowCmd struct {
	Link string `arg:"" optional:"" help:"A link to open."`
}

// Run opens the window. A bad link is refused before anything opens.
func (c *windowCmd) Run(env *cli.Env) error {
	if _, err := link.Decode(c.Link, env.Catalogue); err != nil {
		return err
	}
	return runWindow("MSA Lab", app.New(env.Catalogue, source, desktop.NewDesktop(c.Link)))
}

// present opens the window in present mode, with a talk.
func present(show *talk.Show) error {
	program := app.New(scenarios.All, source, desktop.NewDesktop(""))
	if err := program.Talk(show); err != nil {
		return err
	}
	return runWindow(show.Talk.Title+" · MSA Lab", program)
}

func runWindow(title string, program *app.App) error {
	ebiten.SetWindowTitle(title)
	ebiten.SetWindowSize(1280, 720)
	ebiten.SetWindowResizingMode(ebiten.WindowResizingModeEnabled)
	ebiten.SetScreenClearedEveryFrame(false)
	if err := ebiten.RunGame(program); err != nil {
		return fmt.Errorf("the window cannot be opened: %w (msalab serve shows the same in a browser)", err)
	}
	return nil
}

type serveCmd struct {
	Addr string `default:"127.0.0.1:8080" help:"Address to listen on."`
	Open bool   `help:"Open the page in the browser."`
}

// Run serves the page until Ctrl-C.
func (c *serveCmd) Run(ctx context.Context, env *cli.Env) error {
	return web.Serve(ctx, c.Addr, c.Open, env.Out, pageOptions(env))
}

type pageCmd struct {
	Out     string `short:"o" required:"" placeholder:"DIR" help:"Folder to write; made, or replaced when it holds an older page."`
	BaseURL string `placeholder:"URL" help:"Where the page will be, for the pictures of link previews."`
}

// Run writes the static page.
func (c *pageCmd) Run(ctx context.Context, env *cli.Env) error {
	options := pageOptions(env)
	options.BaseURL = c.BaseURL
	err := web.Build(ctx, c.Out, options)
	if errors.Is(err, context.Canceled) {
		return context.Canceled
	}
	return err
}

func pageOptions(env *cli.Env) web.Options {
	options := web.Options{Progress: env.Progress}
	for _, sc := range env.Catalogue {
		options.Scenarios = append(options.Scenarios, web.Scenario{ID: sc.ID, Title: sc.Title.KO + " · " + sc.Title.EN, Description: sc.Summary.KO})
	}
	return options
}

// source finds the code that runs, for the panel that shows it.
func source(mark string) (screen.Code, error) {
	f, err := algorithms.Find(mark)
	return screen.Code(f), err
}
