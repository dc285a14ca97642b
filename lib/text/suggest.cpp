#include "text/suggest.hpp"

#include <algorithm>

#include "text/strings.hpp"

namespace actlab::text {
namespace {

constexpr std::size_t suggestions_at_most = 3;
constexpr std::size_t short_list = 13;
constexpr std::size_t longest_compared = 60;

// Edits (insert, delete, substitute, transpose neighbours) that turn a into b.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  // Of the first i - 2, i - 1 and i letters of a from the first j of b.
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> distance(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) distance[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before_last.swap(last);
    last.swap(distance);
    distance[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substitution = last[j - 1] + (a[i - 1] != b[j - 1]);
      distance[j] = std::min(std::min(last[j], distance[j - 1]) + 1, substitution);
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) distance[j] = std::min(distance[j], before_last[j - 2] + 1);
    }
  }
  return distance[b.size()];
}

}  // namespace

std::vector<std::string> nearest_names(std::string_view name, const std::vector<std::string>& known) {
  const std::string_view head = name.substr(0, longest_compared);
  const std::size_t furthest = std::max<std::size_t>(1, head.size() / 2);
  std::vector<std::pair<std::size_t, std::string>> near;
  for (const std::string& candidate : known) {
    const bool completes = head.size() >= 2 && candidate.starts_with(head);
    // No fewer edits than the lengths differ by.
    if (!completes && (candidate.size() > head.size() + furthest || head.size() > candidate.size() + furthest))
      continue;
    const std::size_t distance = completes ? 0 : edit_distance(head, candidate);
    if (distance <= furthest) near.emplace_back(distance, candidate);
  }
  std::ranges::stable_sort(near, {}, &std::pair<std::size_t, std::string>::first);
  std::vector<std::string> names;
  for (const auto& [distance, candidate] : near) {
    if (names.size() < suggestions_at_most) names.push_back(candidate);
  }
  return names;
}

std::string suggestion(std::string_view name, const std::vector<std::string>& known) {
  const std::vector<std::string> near = nearest_names(name, known);
  if (!near.empty()) return "did you mean " + enumeration(near, "or") + "?";
  if (known.size() == 1) return "allowed is " + known.front();
  if (known.size() <= short_list) return "allowed are " + enumeration(known);
  return {};
}

}  // namespace actlab::text
