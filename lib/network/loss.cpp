#include "network/loss.hpp"

#include <algorithm>
#include <array>

#include "activation/table.hpp"
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

double decision_threshold(std::string_view output_activation, std::string_view loss) {
  const bool zero_and_one = losses()[loss_index(loss)].requires_match;
  return !zero_and_one && parse_activation(output_activation, "--output-activation").info().low < 0 ? 0.0 : 0.5;
}

}  // namespace actlab
