// Look-ups in tables of 16 floats, whose lines lie in registers.

#include <hwy/highway.h>

#include <cstddef>
#include <cstdint>

#if defined(ACTLAB_LOOKUP_INL_HPP) == defined(HWY_TARGET_TOGGLE)
#ifdef ACTLAB_LOOKUP_INL_HPP
#undef ACTLAB_LOOKUP_INL_HPP
#else
#define ACTLAB_LOOKUP_INL_HPP
#endif

HWY_BEFORE_NAMESPACE();
namespace actlab::arithmetic::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <class D>
using IndexOf = hn::Vec<hn::RebindToSigned<D>>;

// Lane by lane, for vectors that are shorter than a permutation's table.
template <class D>
HWY_INLINE hn::Vec<D> LookUpEachLane(D d, const float* table, IndexOf<D> index) {
  HWY_ALIGN std::int32_t entry[hn::MaxLanes(D())];
  HWY_ALIGN float found[hn::MaxLanes(D())];
  hn::Store(index, hn::RebindToSigned<D>(), entry);
  for (std::size_t i = 0; i < hn::Lanes(d); ++i) found[i] = table[entry[i]];
  return hn::Load(d, found);
}

// table[index] for indices below 16.
template <class D>
HWY_INLINE hn::Vec<D> LookUp16(D d, const float (&table)[16], IndexOf<D> index) {
  if constexpr (hn::MaxLanes(D()) == 16) {
    return hn::TableLookupLanes(hn::Load(d, table), hn::IndicesFromVec(d, index));
  } else if constexpr (hn::MaxLanes(D()) == 8) {
    const hn::RebindToSigned<D> di;
    const auto within = hn::IndicesFromVec(d, hn::And(index, hn::Set(di, 7)));
    const auto upper = hn::RebindMask(d, hn::Gt(index, hn::Set(di, 7)));
    return hn::IfThenElse(upper, hn::TableLookupLanes(hn::Load(d, table + 8), within),
                          hn::TableLookupLanes(hn::Load(d, table), within));
  } else {
    return LookUpEachLane(d, table, index);
  }
}

// table[index] for indices below 8, from a table that holds its 8 entries twice.
template <class D>
HWY_INLINE hn::Vec<D> LookUp8(D d, const float (&table)[16], IndexOf<D> index) {
  if constexpr (hn::MaxLanes(D()) >= 8) {
    return hn::TableLookupLanes(hn::Load(d, table), hn::IndicesFromVec(d, index));
  } else {
    return LookUpEachLane(d, table, index);
  }
}

}  // namespace actlab::arithmetic::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
