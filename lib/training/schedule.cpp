#include "training/schedule.hpp"

#include <algorithm>
#include <array>
#include <numbers>

#include "arithmetic/elementary.hpp"

namespace actlab {
namespace {

using Values = std::span<const double>;

double whole_power(double base, std::uint64_t exponent) {
  double product = 1;
  for (; exponent > 0; exponent /= 2, base *= base) {
    if (exponent % 2 == 1) product *= base;
  }
  return product;
}

// Linear from 1 / n to 1 over the first `epochs` epochs, n their updates.
double warm_up(double epochs, const TrainingProgress& progress) {
  const double updates = epochs * static_cast<double>(progress.updates_per_epoch);
  const auto done = static_cast<double>(progress.update);
  return done < updates ? done / updates : 1.0;
}

// From one to the other along half a cosine, `share` of the way.
double cosine_between(double from, double to, double share) {
  return to + (from - to) * 0.5 * (1 + arithmetic::cos(std::numbers::pi * share));
}

double one_cycle(Values values, const TrainingProgress& progress) {
  const double last = static_cast<double>(progress.epochs * progress.updates_per_epoch) - 1;
  const double peak = values[0] * (last + 1) - 1;
  const auto at = static_cast<double>(progress.update - 1);
  if (at < peak) return cosine_between(values[1], 1, at / peak);
  return last > peak ? cosine_between(1, values[2], (at - peak) / (last - peak)) : 1.0;
}

constexpr text::Parameter warm_up_epochs{
    .name = "warmup", .default_value = 0, .low = 0, .high = 1e9, .help = "epochs of linear growth at the beginning"};
constexpr text::Parameter warmup_parameters[] = {
    {.name = "epochs", .default_value = 5, .low = 0, .high = 1e9, .help = "of linear growth"}};
constexpr text::Parameter step_parameters[] = {
    {.name = "every", .default_value = 30, .low = 1, .high = 1e9, .whole = true, .help = "epochs between falls"},
    {.name = "factor", .default_value = 0.1, .low = 0, .high = 10, .help = "of each fall"},
    warm_up_epochs};
constexpr text::Parameter exponential_parameters[] = {
    {.name = "factor", .default_value = 0.99, .low = 0, .high = 10, .help = "of each epoch"}, warm_up_epochs};
constexpr text::Parameter cosine_parameters[] = {
    {.name = "floor", .default_value = 0, .low = 0, .high = 1, .help = "where it ends"}, warm_up_epochs};
constexpr text::Parameter one_cycle_parameters[] = {
    {.name = "rise", .default_value = 0.3, .low = 0.001, .high = 1, .help = "share of the updates up to the peak"},
    {.name = "start", .default_value = 0.04, .low = 0, .high = 1, .help = "where it begins"},
    {.name = "end", .default_value = 4e-6, .low = 0, .high = 1, .help = "where it ends"}};

constexpr std::array<ScheduleInfo, 6> table{{
    {.name = "constant", .formula = "1", .citation = "", .factor = [](Values, const TrainingProgress&) { return 1.0; }},
    {.name = "warmup",
     .formula = "min(1, (s + 1) / updates of the first epochs)",
     .citation = "Goyal et al. 2017",
     .parameters = warmup_parameters,
     .factor = [](Values v, const TrainingProgress& p) { return warm_up(v[0], p); }},
    {.name = "step",
     .formula = "factor^floor(t / every)",
     .citation = "He, Zhang, Ren, Sun 2016",
     .parameters = step_parameters,
     .factor =
         [](Values v, const TrainingProgress& p) {
           return whole_power(v[1], (p.epoch - 1) / static_cast<std::uint64_t>(v[0])) * warm_up(v[2], p);
         }},
    {.name = "exponential",
     .formula = "factor^t",
     .citation = "",
     .parameters = exponential_parameters,
     .factor = [](Values v, const TrainingProgress& p) { return whole_power(v[0], p.epoch - 1) * warm_up(v[1], p); }},
    {.name = "cosine",
     .formula = "floor + (1 - floor) (1 + cos(pi t / E)) / 2",
     .citation = "Loshchilov, Hutter 2017",
     .parameters = cosine_parameters,
     .factor =
         [](Values v, const TrainingProgress& p) {
           const double share = static_cast<double>(p.epoch - 1) / static_cast<double>(p.epochs);
           return cosine_between(1, v[0], share) * warm_up(v[1], p);
         }},
    {.name = "one_cycle",
     .formula = "from start up to 1 at s = rise S - 1, then down to end at S - 1, each along half a cosine",
     .citation = "Smith, Topin 2019",
     .parameters = one_cycle_parameters,
     .factor = one_cycle},
}};

}  // namespace

std::span<const ScheduleInfo> schedules() { return table; }

std::string ScheduleSpec::text() const { return text::with_parameters(info().name, info().parameters, parameters); }

ScheduleSpec parse_schedule(std::string_view text, std::string_view where) {
  const std::string_view name = text::name_before_colon(text);
  const std::size_t index = text::find_row(table, name, "schedule", where);
  return {index, text::parse_parameters(name, table[index].parameters, text::text_after_colon(text), where)};
}

}  // namespace actlab
