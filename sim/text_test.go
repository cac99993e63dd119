package sim

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAParticleFollowsAnEnglishWordAsItIsRead(t *testing.T) {
	for word, want := range map[string]string{
		"tick": "tick은", "ack": "ack은", "lock": "lock은", "block": "block은", "check": "check는", "task": "task는", "link": "link는",
		"commit": "commit은", "reset": "reset은", "timeout": "timeout은", "event": "event는", "list": "list는", "heartbeat": "heartbeat는", "hit": "hit는",
		"ping": "ping은", "token": "token은", "time": "time은", "line": "line은", "sync": "sync는", "Redis": "Redis는", "replica": "replica는",
		"poll": "poll은", "handle": "handle은", "file": "file은", "order": "order는", "read": "read는", "log": "log는", "lookup": "lookup은", "leak": "leak는",
		"web": "web은", "S1": "S1은", "r2": "r2는", "LB": "LB는", "n": "n은", "tick)": "tick)은", "오류(500)": "오류(500)는", "거절 (402)": "거절 (402)은", "(3)": "(3)은",
	} {
		require.Equal(t, want, word+Particle(word, "은/는"), word)
	}
	for word, want := range map[string]string{"poll": "poll로", "tick": "tick으로", "file": "file로", "commit": "commit으로", "S1": "S1로", "최소 연결": "최소 연결로"} {
		require.Equal(t, want, word+Particle(word, "으로/로"), word)
	}
}
