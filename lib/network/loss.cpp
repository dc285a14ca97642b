#include "network/loss.hpp"

#include <algorithm>
#include <array>

#include "activation/activations-inl.hpp"
#include "network/losses-inl.hpp"

namespace actlab {
namespace {

template <class... Rows>
std::span<const LossInfo> rows(HWY_NAMESPACE::LossList<Rows...>) {
  static constexpr std::array<LossInfo, sizeof...(Rows)> table{Rows::info...};
  return table;
}

}  // namespace

std::span<const LossInfo> losses() { return rows(HWY_NAMESPACE::Losses{}); }

std::size_t loss_index(std::string_view name) {
  return static_cast<std::size_t>(std::ranges::find(losses(), name, &LossInfo::name) - losses().begin());
}

}  // namespace actlab
