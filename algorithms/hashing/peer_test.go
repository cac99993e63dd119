package hashing

import (
	"encoding/binary"
	"strconv"
	"testing"

	"github.com/buraksezer/consistent"
	"github.com/dgryski/go-jump"
	"github.com/stretchr/testify/require"
)

func TestJumpAgreesWithAnotherImplementation(t *testing.T) {
	for i := range uint64(20_000) {
		n := int(i%1000) + 1
		require.EqualValues(t, jump.Hash(Mix(i), n), Jump(Mix(i), int32(n)))
	}
}

type peerMember string

func (m peerMember) String() string { return string(m) }

type peerHash struct{}

func (peerHash) Sum64(key []byte) uint64 { return XXH64(key, 0) }

// BenchmarkBesideLibraries sets jump and the ring beside well-known libraries: dgryski's
// jump, and buraksezer's ring, which looks partitions up in a table.
func BenchmarkBesideLibraries(b *testing.B) {
	b.Run("jump/ours", func(b *testing.B) {
		for i := range b.N {
			sink += int(Jump(uint64(i), 1000))
		}
	})
	b.Run("jump/dgryski", func(b *testing.B) {
		for i := range b.N {
			sink += int(jump.Hash(uint64(i), 1000))
		}
	})
	ring := ringOf(b, 10, 100)
	key := make([]byte, 8)
	b.Run("ring/ours", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			binary.LittleEndian.PutUint64(key, uint64(i))
			sink += ring.Locate(XXH64(key, 0))
		}
	})
	members := []consistent.Member{}
	for i := range 10 {
		members = append(members, peerMember("s"+strconv.Itoa(i)))
	}
	peer := consistent.New(members, consistent.Config{Hasher: peerHash{}, PartitionCount: 271, ReplicationFactor: 100, Load: 1.25})
	b.Run("ring/buraksezer", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			binary.LittleEndian.PutUint64(key, uint64(i))
			sink += len(peer.LocateKey(key).String())
		}
	})
}
