#include "network/loss.hpp"

#include <algorithm>
#include <array>

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

double decision_threshold(const ActivationSpec& output_activation, const LossInfo& loss) {
  return !loss.requires_match && output_activation.info().low < 0 ? 0.0 : 0.5;
}

}  // namespace actlab
