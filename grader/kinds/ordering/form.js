// What an order earns, as Moodle grades it: a permutation of 0 to n - 1, the right places of the items as they were put.
document.querySelectorAll("fieldset[data-kind=ordering]").forEach(function (asked) {
  function count(order, holds) { return order.filter(holds).length; }
  function inPlace(order) { return count(order, function (item, place) { return item === place; }); }
  function followed(order) { return count(order, function (item, place) { return place && item === order[place - 1] + 1; }); }
  function lastIsLast(order) { return Number(order[order.length - 1] === order.length - 1); }
  function subset(order, next) {
    var longest = [];
    order.forEach(function (item, place) {
      longest.push(1 + Math.max.apply(null, [0].concat(longest.filter(function (_, at) { return next(order[at], item); }))));
    });
    var most = Math.max.apply(null, longest);
    return most > 1 ? most / order.length : 0;
  }
  var grades = {
    ALL_OR_NOTHING: function (order) { return Number(inPlace(order) === order.length); },
    ABSOLUTE_POSITION: function (order) { return inPlace(order) / order.length; },
    RELATIVE_NEXT_EXCLUDE_LAST: function (order) { return followed(order) / (order.length - 1); },
    RELATIVE_NEXT_INCLUDE_LAST: function (order) { return (followed(order) + lastIsLast(order)) / order.length; },
    RELATIVE_ONE_PREVIOUS_AND_NEXT: function (order) {
      return (2 * followed(order) + Number(order[0] === 0) + lastIsLast(order)) / (2 * order.length);
    },
    RELATIVE_ALL_PREVIOUS_AND_NEXT: function (order) {
      var pairs = order.length * (order.length - 1) / 2;
      return order.reduce(function (sum, item, place) {
        return sum + count(order.slice(place + 1), function (other) { return item < other; });
      }, 0) / pairs;
    },
    LONGEST_ORDERED_SUBSET: function (order) { return subset(order, function (one, other) { return one < other; }); },
    LONGEST_CONTIGUOUS_SUBSET: function (order) { return subset(order, function (one, other) { return other === one + 1; }); },
    RELATIVE_TO_CORRECT: function (order) {
      var farthest = order.length - 1;
      return order.reduce(function (sum, item, place) {
        return sum + farthest - Math.abs(place - item);
      }, 0) / (order.length * farthest);
    }
  };
  var show = function () {
    var chosen = Array.prototype.map.call(asked.querySelectorAll("select"), function (select) { return select.value; });
    var whole = chosen.every(function (item, place) { return item !== "" && chosen.indexOf(item) === place; });
    var output = asked.form.querySelector("output.earned");
    output.parentElement.hidden = !whole;
    if (whole) {
      output.textContent = String(Number((100 * grades[asked.dataset.grading](chosen.map(Number))).toPrecision(6)));
    }
  };
  asked.form.addEventListener("input", function () { setTimeout(show); });
  asked.form.addEventListener("reset", function () { setTimeout(show); });
});
