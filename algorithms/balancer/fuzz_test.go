package balancer

import (
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/require"
)

// hostsFrom reads hosts of 17 bytes each: weight, active, ready. What is left over
// is ignored, and so is what goes beyond 64 hosts.
func hostsFrom(raw []byte) []Host {
	hosts := []Host{}
	for len(raw) >= 17 && len(hosts) < 64 {
		hosts = append(hosts, Host{
			Weight: int64(binary.LittleEndian.Uint64(raw)),
			Active: int64(binary.LittleEndian.Uint64(raw[8:])),
			Ready:  raw[16]&1 == 1,
		})
		raw = raw[17:]
	}
	return hosts
}

func bytesOf(hosts ...Host) []byte {
	var raw []byte
	for _, h := range hosts {
		raw = binary.LittleEndian.AppendUint64(raw, uint64(h.Weight))
		raw = binary.LittleEndian.AppendUint64(raw, uint64(h.Active))
		ready := byte(0)
		if h.Ready {
			ready = 1
		}
		raw = append(raw, ready)
	}
	return raw
}

// FuzzPick feeds every picker hosts with any weight and load, shrinking and growing
// lists included: no panic, no hang, no index that is out of range or out of use.
func FuzzPick(f *testing.F) {
	const huge, least = int64(1<<63 - 1), int64(-1 << 63)
	twin := Host{Weight: 1, Active: 1, Ready: true}
	f.Add([]byte{}, uint64(0), 0)
	f.Add(bytesOf(twin), uint64(1), 0)
	f.Add(bytesOf(twin, twin, twin), uint64(2), 1)
	f.Add(bytesOf(Host{huge, huge, true}, Host{huge, least, true}, Host{1, huge, true}), uint64(3), 2)
	f.Add(bytesOf(Host{least, least, true}, Host{-1, -1, true}, Host{0, 0, true}, twin), ^uint64(0), 3)
	f.Add(bytesOf(Host{huge, 0, false}, twin, Host{huge, 0, true}), uint64(1)<<63, -7)
	f.Fuzz(func(t *testing.T, raw []byte, seed uint64, remove int) {
		hosts := hostsFrom(raw)
		shorter := hosts[:len(hosts)/2]
		r := &splitmix{state: seed}
		for name, p := range everyPicker(t, 8) {
			for step, view := range [][]Host{hosts, hosts, shorter, hosts} {
				i := p.Pick(view, seed+uint64(step), r)
				require.Less(t, i, len(view), name)
				if i >= 0 {
					require.True(t, view[i].Eligible(), name)
				} else if name != "hash-consistent" { // which knows eight hosts only
					require.Zero(t, countEligible(view), name)
				}
			}
			p.Remove(remove)
			i := p.Pick(hosts, seed, nil)
			require.True(t, i == -1 || hosts[i].Eligible(), name)
		}
	})
}
